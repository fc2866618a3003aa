Feature: A provider with states, filters and a broker

  Background:
    Given the following HTTP interactions have been defined:
      | No | method | path  | response | response headers | response content | response body   | response matching rules |
      | 1  | GET    | /lamp | 200      | 'X-Shop: 1'      | application/json | file: lamp.json | any-price.json          |
      | 2  | GET    | /desk | 404      |                  |                  |                 |                         |

  Scenario: Answers that fit a rule
    Given a provider is started that returns the response from interaction 1, with the following changes:
      | response body                         |
      | JSON: { "name": "Lamp", "price": 55 } |
    And a Pact file for interaction 1 is to be verified
    When the verification is run
    Then the verification will be successful

  Scenario: Answers that do not
    Given a provider is started that returns the response from interaction 1, with the following changes:
      | response | response headers | response body                           |
      | 500      | 'X-Shop: 2'      | JSON: { "name": "Lamp", "price": "55" } |
    And a Pact file for interaction 1 is to be verified
    When the verification is run
    Then the verification will NOT be successful
    And the verification results will contain a "Response status did not match" error
    And the verification results will contain a "Headers had differences" error
    And the verification results will contain a "Body had differences" error

  Scenario: States that a callback sets up
    Given a provider is started that returns the response from interaction 1
    And a provider state callback is configured
    And a Pact file for interaction 1 is to be verified with the following provider states defined:
      | State Name      | Parameters        |
      | a lamp is there | { "price": 40 }   |
      | nobody buys it  |                   |
    When the verification is run
    Then the verification will be successful
    And the provider state callback will be called before the verification is run
    And the provider state callback will receive a setup call with "nobody buys it" as the provider state parameter
    And the provider state callback will receive a setup call with "a lamp is there" and the following parameters:
      | price |
      | 40    |
    And the provider state callback will be called after the verification is run
    And the provider state callback will receive a teardown call "nobody buys it" as the provider state parameter
    And the provider state callback will receive a teardown call "a lamp is there" and the following parameters:
      | price |
      | 40    |

  Scenario: A callback that fails
    Given a provider is started that returns the response from interaction 1
    And a provider state callback is configured, but will return a failure
    And a Pact file for interaction 1 is to be verified with a provider state "a lamp is there" defined
    When the verification is run
    Then the verification will NOT be successful
    And the verification results will contain a "State change request failed" error
    And the provider state callback will NOT receive a teardown call

  Scenario: No callback at all
    Given a provider is started that returns the response from interaction 1
    And a Pact file for interaction 1 is to be verified with a provider state "a lamp is there" defined
    When the verification is run
    Then the verification will be successful
    And a warning will be displayed that there was no provider state callback configured for provider state "a lamp is there"

  Scenario: A filter that adds a header
    Given a provider is started that returns the response from interaction 1
    And a Pact file for interaction 1 is to be verified
    And a request filter is configured to make the following changes:
      | headers              |
      | 'Authorization: key' |
    When the verification is run
    Then the verification will be successful
    And the request to the provider will contain the header "Authorization: key"

  Scenario: Results that a broker gets
    Given a provider is started that returns the responses from interactions "1, 2"
    And a Pact file for interaction 1 is to be verified from a Pact broker
    And a Pact file for interaction 2 is to be verified from a Pact broker
    And publishing of verification results is enabled
    When the verification is run
    Then the verification will be successful
    And a successful verification result will be published back for interaction {1}
    And a successful verification result will be published back for interaction {2}

  Scenario: A failure that a broker gets
    Given a provider is started that returns the response from interaction 2
    And a Pact file for interaction 1 is to be verified from a Pact broker
    And publishing of verification results is enabled
    When the verification is run
    Then the verification will NOT be successful
    And a failed verification result will be published back for the interaction {1}

  Scenario: Results that nobody gets
    Given a provider is started that returns the response from interaction 1
    And a Pact file for interaction 1 is to be verified from a Pact broker
    When the verification is run
    Then the verification will be successful
    And a verification result will NOT be published back
