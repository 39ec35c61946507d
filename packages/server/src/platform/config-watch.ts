import { type Env, type Group, groupOf, readJsonFile } from './config-file.ts'

const variable = 'HOEDE_WATCH'

/** Who watches over this installation, and how (docs/operations/watching.md). */
export interface WatchSettings {
  /** What a Prometheus sends to get the metrics; absent: nobody gets them. */
  metricsToken: (() => Promise<string>) | undefined
  /** Where to mail what asks for attention; absent: nowhere. */
  mail: MailSettings | undefined
}

export interface MailSettings {
  /** One or more addresses, with commas between them. */
  to: string
  from: string
  host: string
  port: number
  user: string | undefined
  password: (() => Promise<string>) | undefined
}

/** Reads the file that HOEDE_WATCH names. Throws ConfigProblem naming what is wrong. */
export function readWatch(env: Env): WatchSettings {
  const file = env[variable]
  if (!file) return { metricsToken: undefined, mail: undefined }
  const given = readJsonFile(variable, file)
  const group = (name: string) => (given[name] === undefined ? undefined : groupOf(variable, name, given[name], env))
  const mail = group('mail')
  return { metricsToken: group('metrics')?.secret('token'), mail: mail && mailOf(mail) }
}

const address = /^[^\s@<>,]+@[^\s@<>,]+$/

function mailOf(group: Group): MailSettings {
  const [to, from] = [group.text('to'), group.text('from')]
  if (!to.split(',').every((each) => address.test(each.trim())))
    throw group.wrong('heeft in «to» iets dat geen adres is')
  if (!address.test(from)) throw group.wrong('heeft in «from» geen adres')
  const user = group.optional('user')
  const port = group.number('port', 587, 65_535)
  return { to, from, host: group.text('host'), port, user, password: user ? group.secret('password') : undefined }
}
