import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stableHash } from '../../base/identifiers.ts'
import type { ResourceSpec } from '../../model/system.ts'
import { claimPort, type PortClaim } from '../../processes/ports.ts'
import { probePort } from '../../processes/probe.ts'
import { type RunningProcess, spawnProcess } from '../../processes/spawn-process.ts'
import { waitUntilReady } from '../../processes/wait-until-ready.ts'
import { cacheDirectory, cachedDirectory } from '../providers/cache-directory.ts'
import type { Supply } from '../providers/provider.ts'
import type { StartContext } from '../resource-server.ts'
import { readyTimeoutMs, withLibraries } from '../start-server.ts'
import { CONTROL_PROGRAM, openControlChannel } from './control-channel.ts'

const GREETING = Buffer.from('AMQP\0\0\x09\x01', 'latin1')
const METHOD_FRAME = '\x01'
const STOP_TIMEOUT_MS = 30_000

/** Optional plugins and what only they need: scanning them costs a second of every boot. */
const PRUNED =
  /^(rabbitmq_(?!prelaunch)|accept-|amqp10_client|base64url|cowboy|cowlib|eetcd|gun-|jose-|prometheus|quantile)/

type Programs = Supply & { readonly form: 'programs' }

export interface RabbitmqBroker extends AsyncDisposable {
  readonly process: RunningProcess
  readonly port: number
  /** `open <vhost>` or `close <vhost>`; resolves when it is done. */
  control(command: string): Promise<void>
}

/** Starts a broker from a cached, empty database, so that it need not make its tables each time. */
export async function startRabbitmq(
  spec: ResourceSpec,
  supply: Programs,
  context: StartContext,
): Promise<RabbitmqBroker> {
  const home = supply.paths['rabbitmq-home']!
  const template = await cachedDirectory(cacheDirectory('rabbitmq', stableHash([home])), async (partial) => {
    context.report('preparing an empty RabbitMQ database, once')
    const name = `${spec.name}.template`
    const broker = await bootBroker(name, spec, supply, context)
    await broker.process.stop(STOP_TIMEOUT_MS)
    cpSync(databaseIn(join(context.dataDirectory, name)), partial, { recursive: true })
    await broker[Symbol.asyncDispose]()
  })
  const database = databaseIn(join(context.dataDirectory, spec.name))
  cpSync(template, database, { recursive: true })
  return bootBroker(spec.name, spec, supply, context)
}

async function bootBroker(
  name: string,
  spec: ResourceSpec,
  supply: Programs,
  context: StartContext,
): Promise<RabbitmqBroker> {
  const directory = join(context.dataDirectory, name)
  const ports = await Promise.all([claimPort(), claimPort(), claimPort()])
  const [client, distribution, portMapper] = ports
  const environment = brokerEnvironment(directory, supply, { client, distribution, portMapper })
  const channel = await openControlChannel(readyTimeoutMs(spec), context.signal)
  const programs = supply.paths['erlang-programs']!
  const common = { runId: context.runId, directory, environment, guard: context.guard }
  // Erlang finds its nodes through a port mapper; the machine's own must not be used or disturbed.
  const mapper = spawnProcess({
    ...common,
    name: `${name}.epmd`,
    program: join(programs, 'epmd'),
    arguments: ['-address', '127.0.0.1', '-port', String(portMapper.port)],
    logFile: join(context.logDirectory, `${name}.epmd.log`),
  })
  await waitUntilReady(mapper, {
    part: `${name}.epmd`,
    timeoutMs: readyTimeoutMs(spec),
    signal: context.signal,
    asks: `connection to port ${portMapper.port}`,
    probe: (remainingMs) => probePort({ host: '127.0.0.1', port: portMapper.port }, remainingMs),
  })
  const running = spawnProcess({
    ...common,
    name,
    program: join(programs, 'erlexec'),
    arguments: brokerArguments(channel.port),
    logFile: join(context.logDirectory, `${name}.log`),
  })
  await waitUntilReady(running, {
    part: name,
    timeoutMs: readyTimeoutMs(spec),
    signal: context.signal,
    asks: `an AMQP greeting on port ${client.port}`,
    probe: (remainingMs) =>
      probePort({ host: '127.0.0.1', port: client.port, send: GREETING, expect: METHOD_FRAME }, remainingMs),
  })
  return {
    process: running,
    port: client.port,
    control: (command) => channel.send(command),
    async [Symbol.asyncDispose]() {
      // The data is thrown away, so there is nothing to shut down in order.
      await Promise.all([running.kill(), mapper.kill()])
      channel.close()
      for (const claim of ports) claim.release()
    },
  }
}

/** What the `rabbitmq-server` script would pass, without the script, its shell and its checks. */
function brokerArguments(controlPort: number): string[] {
  return [
    '-noinput',
    ...['-s', 'rabbit', 'boot', '-boot', 'start_sasl', '+W', 'w'],
    ...['+sbwt', 'none', '+sbwtdcpu', 'none', '+sbwtdio', 'none'],
    ...['-kernel', 'inet_dist_use_interface', '{127,0,0,1}'],
    ...['-kernel', 'prevent_overlapping_partitions', 'false'],
    ...['-syslog', 'logger', '[]', '-syslog', 'syslog_error_logger', 'false'],
    ...['-eval', CONTROL_PROGRAM.replace('PORT', String(controlPort))],
  ]
}

interface BrokerPorts {
  readonly client: PortClaim
  readonly distribution: PortClaim
  readonly portMapper: PortClaim
}

/** Settings of rabbitmq-env.conf(5), so that nothing of an installed broker is read or written. */
function brokerEnvironment(directory: string, supply: Programs, ports: BrokerPorts): Record<string, string> {
  const programs = supply.paths['erlang-programs']!
  const plugins = prunedPlugins(directory, supply.paths['rabbitmq-home']!)
  writeFileSync(join(directory, '.erlang.cookie'), 'assay', { mode: 0o400 })
  writeFileSync(join(directory, 'enabled_plugins'), '[].\n')
  writeFileSync(join(directory, 'rabbitmq.conf'), '')
  return {
    ...withLibraries(supply.libraryPath),
    PATH: `${programs}:${process.env['PATH'] ?? ''}`,
    HOME: directory,
    LANG: 'C.UTF-8',
    ROOTDIR: supply.paths['erlang-root']!,
    BINDIR: programs,
    EMU: 'beam',
    PROGNAME: 'erl',
    ERL_LIBS: plugins,
    ERL_MAX_ETS_TABLES: '50000',
    ERL_EPMD_ADDRESS: '127.0.0.1',
    ERL_EPMD_PORT: String(ports.portMapper.port),
    RABBITMQ_HOME: supply.paths['rabbitmq-home']!,
    RABBITMQ_NODENAME: 'assay@localhost',
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(ports.client.port),
    RABBITMQ_DIST_PORT: String(ports.distribution.port),
    RABBITMQ_MNESIA_BASE: directory,
    RABBITMQ_MNESIA_DIR: databaseIn(directory),
    RABBITMQ_LOG_BASE: directory,
    RABBITMQ_LOGS: '-',
    RABBITMQ_PLUGINS_DIR: plugins,
    RABBITMQ_PLUGINS_EXPAND_DIR: join(directory, 'expanded'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(directory, 'enabled_plugins'),
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_CONFIG_FILE: join(directory, 'rabbitmq.conf'),
    RABBITMQ_CONFIG_FILES: join(directory, 'conf.d'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(directory, 'advanced.config'),
    RABBITMQ_GENERATED_CONFIG_DIR: join(directory, 'generated'),
  }
}

function databaseIn(directory: string): string {
  return join(directory, 'mnesia')
}

function prunedPlugins(directory: string, home: string): string {
  const pruned = join(directory, 'plugins')
  mkdirSync(pruned, { recursive: true })
  for (const plugin of readdirSync(join(home, 'plugins'))) {
    if (!PRUNED.test(plugin)) symlinkSync(join(home, 'plugins', plugin), join(pruned, plugin))
  }
  return pruned
}
