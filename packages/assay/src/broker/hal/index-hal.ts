import { curies, type Link, template } from './links.ts'
import type { Urls } from './urls.ts'

/** The entrance: where a client finds everything else. */
export function indexHal(urls: Urls): object {
  return { _links: { self: { href: urls.base, title: 'Index' }, ...linksOf(urls), curies: curies(urls) } }
}

function linksOf({ at }: Urls): Readonly<Record<string, Link>> {
  const pacticipant = '/pacticipants/{pacticipant}'
  const provider = '/pacts/provider/{provider}'
  const consumer = `${provider}/consumer/{consumer}`
  return {
    'pb:publish-pact': template(at(`${consumer}/version/{consumerApplicationVersion}`), 'Publish a pact'),
    'pb:publish-contracts': { href: at('/contracts/publish'), title: 'Publish contracts', templated: false },
    'pb:latest-pact-versions': { href: at('/pacts/latest'), title: 'Latest pacts', templated: false },
    'pb:tagged-pact-versions': template(at(`${consumer}/tag/{tag}`), 'Pacts with a tag'),
    'pb:branch-pact-versions': template(at(`${consumer}/branch/{branch}`), 'Pacts of a branch'),
    'pb:latest-branch-pact-versions': template(
      at(`${consumer}/branch/{branch}/latest/versions`),
      'Latest pact of a branch',
    ),
    'pb:main-branch-pact-versions': template(at(`${consumer}/branch/versions`), 'Pacts of the main branch'),
    'pb:latest-main-branch-pact-versions': template(
      at(`${consumer}/branch/latest/versions`),
      'Latest pact of the main branch',
    ),
    'pb:provider-pacts': template(at(provider), 'Pacts of a provider'),
    'pb:provider-pacts-with-tag': template(at(`${provider}/tag/{tag}`), 'Pacts of a provider with a tag'),
    'pb:provider-pacts-with-branch': template(at(`${provider}/branch/{branch}`), 'Of a branch'),
    'pb:provider-pacts-with-main-branch': template(at(`${provider}/branch`), 'Of the main branches'),
    'pb:latest-provider-pacts': template(at(`${provider}/latest`), 'Latest pacts of a provider'),
    'pb:latest-provider-pacts-with-tag': template(at(`${provider}/latest/{tag}`), 'Latest with a tag'),
    'pb:latest-provider-pacts-with-branch': template(
      at(`${provider}/branch/{branch}/latest`),
      'Latest of a branch',
    ),
    'pb:latest-provider-pacts-with-main-branch': template(at(`${provider}/branch/latest`), 'Latest of main'),
    'pb:provider-pacts-for-verification': template(at(`${provider}/for-verification`), 'Pacts to verify'),
    'pb:pacticipants': { href: at('/pacticipants'), title: 'Applications', templated: false },
    'pb:pacticipant': template(at(pacticipant), 'An application'),
    'pb:pacticipant-version': template(at(`${pacticipant}/versions/{version}`), 'A version'),
    'pb:pacticipant-version-tag': template(at(`${pacticipant}/versions/{version}/tags/{tag}`), 'A tag'),
    'pb:pacticipant-branch': template(at(`${pacticipant}/branches/{branch}`), 'A branch'),
    'pb:pacticipant-branch-version': template(
      at(`${pacticipant}/branches/{branch}/versions/{version}`),
      'A version of a branch',
    ),
    'pb:latest-version': template(at(`${pacticipant}/latest-version`), 'Latest version'),
    'pb:latest-tagged-version': template(at(`${pacticipant}/latest-version/{tag}`), 'Latest with a tag'),
    'pb:webhooks': { href: at('/webhooks'), title: 'Webhooks', templated: false },
    'pb:webhook': template(at('/webhooks/{uuid}'), 'A webhook'),
    'pb:integrations': { href: at('/integrations'), title: 'Integrations', templated: false },
    'pb:labels': { href: at('/labels'), title: 'Labels', templated: false },
    'pb:environments': { href: at('/environments'), title: 'Environments', templated: false },
    'pb:environment': template(at('/environments/{uuid}'), 'An environment'),
    'pb:can-i-deploy-pacticipant-version-to-tag': template(
      at('/can-i-deploy?pacticipant={pacticipant}&version={version}&to={tag}'),
      'Whether a version may be deployed to where a tag is',
    ),
    'pb:can-i-deploy-pacticipant-version-to-environment': template(
      at('/can-i-deploy?pacticipant={pacticipant}&version={version}&environment={environment}'),
      'Whether a version may be deployed to an environment',
    ),
    'pb:matrix': { href: at('/matrix'), title: 'Matrix', templated: false },
  }
}
