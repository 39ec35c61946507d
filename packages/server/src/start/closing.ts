import { join } from 'node:path'
import { openControl } from '../capabilities/environments/provision.ts'
import { listEnvironments } from '../capabilities/environments/queries.ts'
import { createOperator } from '../cli/operator.ts'
import type { Config } from '../platform/config.ts'

/** What to tell when everything runs: where it is and who can sign in. */
export async function closingWords(config: Config): Promise<string> {
  const control = await openControl(await createOperator(config))
  const environments = await listEnvironments(control).finally(() => control.end())
  const port = config.httpsPort === 443 ? '' : `:${config.httpsPort}`
  const width = Math.max(...environments.map(({ key }) => key.length), 0)
  const addresses = environments.map(({ key, host }) => `  ${key.padEnd(width)}  https://${host}${port}`)
  return [
    '',
    'Hoede draait.',
    '',
    ...(addresses.length
      ? addresses
      : ['  Er zijn nog geen omgevingen: npx hoede customer create, en dan npx hoede environment create.']),
    '',
    ...(config.tls
      ? []
      : [
          `  Uw browser vertrouwt de adressen als u ${join(config.dataFolder, 'tls', 'ca.pem')} toevoegt als certificaatautoriteit.`,
        ]),
    `  Logboeken van de programma's: ${join(config.dataFolder, 'log')}`,
    '',
    'Ctrl-C stopt alles.',
  ].join('\n')
}
