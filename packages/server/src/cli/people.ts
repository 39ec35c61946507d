import { problems } from '@hoede/contract'
import type { Command } from 'commander'
import { giveFirstRole } from '../capabilities/access/public.ts'
import { OperatorProblem } from '../capabilities/environments/provision.ts'
import { addNewcomer, findByUserName } from '../capabilities/organisation/public.ts'
import { approveResetOf, createInvitation, invitationLink } from '../capabilities/sign-in/public.ts'
import { recordAudit } from '../platform/audit/record.ts'
import type { Environment } from '../platform/db/environments.ts'
import type { Transaction } from '../platform/db/transaction.ts'
import { Problem } from '../platform/http/problem.ts'
import { type OperatorSession, withOperator } from './operator.ts'
import { registerPersonSync } from './people-sync.ts'

interface Invitation {
  userName: string
  given?: string
  prefix?: string
  family?: string
  function: string
  email?: string
  role?: string
}

export function registerPersonCommands(program: Command, open: () => Promise<OperatorSession>): void {
  const person = program.command('person').description('medewerkers van een omgeving')
  registerPersonSync(person, open)
  person
    .command('invite')
    .description(
      'nodigt iemand uit met een link die 24 uur en één keer werkt; voegt de persoon toe als die er nog niet is',
    )
    .argument('<omgeving>', 'sleutel van de omgeving, bijvoorbeeld linde')
    .requiredOption('--user-name <naam>', 'gebruikersnaam, bijvoorbeeld k.bakker')
    .option('--given <voornaam>')
    .option('--prefix <tussenvoegsel>')
    .option('--family <achternaam>')
    .option('--function <functie>', 'deskundigheid of functie', 'applicatiebeheerder')
    .option('--email <adres>')
    .option('--role <sleutel>', 'geeft deze rol voor de hele organisatie, bijvoorbeeld applicatiebeheerder')
    .action((key: string, options: Invitation) => withOperator(open, (session) => invite(session, key, options)))
  person
    .command('reset')
    .description(
      'keurt als tweede goed dat iemand opnieuw begint met aanmelden, als een collega dat in Hoede heeft gevraagd',
    )
    .argument('<omgeving>', 'sleutel van de omgeving, bijvoorbeeld linde')
    .requiredOption('--user-name <naam>', 'gebruikersnaam, bijvoorbeeld k.bakker')
    .action((key: string, { userName }: { userName: string }) =>
      withOperator(open, (session) => reset(session, key, userName)),
    )
}

async function reset(session: OperatorSession, key: string, userName: string): Promise<void> {
  const environment = await session.environment(key)
  const letter = await session
    .within(environment, async (tx) => {
      const personId = await findByUserName(tx, userName)
      if (!personId) throw new OperatorProblem('person-unknown', `${userName} is er niet in ${key}.`)
      return approveResetOf(tx, session.supplier, personId, hostOf(environment, session))
    })
    .catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'reset-closed')
        throw new OperatorProblem(
          'reset-not-asked',
          `Voor ${userName} is geen herstel gevraagd. Een collega vraagt het eerst in Hoede (Autorisatie, medewerkers); je bent hier de tweede.`,
        )
      throw error instanceof Problem ? new OperatorProblem(error.code, problems[error.code].title) : error
    })
  console.log(`Goedgekeurd. Geef deze brief zelf aan ${letter.name}, en controleer wie het is:`)
  console.log(
    `  gebruikersnaam  ${letter.userName}\n  code            ${letter.code}\n  adres           ${letter.address}`,
  )
  console.log(`De code werkt één keer, tot ${momentInWords(new Date(letter.expiresAt))}.`)
}

async function invite(session: OperatorSession, key: string, options: Invitation): Promise<void> {
  const environment = await session.environment(key)
  if (!/^[a-z0-9][a-z0-9._-]{1,63}$/.test(options.userName)) {
    throw new OperatorProblem(
      'user-name-invalid',
      'Een gebruikersnaam heeft 2 tot 64 kleine letters, cijfers, punten of streepjes.',
    )
  }
  const made = await session
    .within(environment, (tx) => add(tx, session, options))
    .catch((error: unknown) => {
      throw error instanceof Problem ? new OperatorProblem(error.code, problems[error.code].title) : error
    })
  console.log(
    `${made.isNew ? 'Toegevoegd en uitgenodigd' : 'Opnieuw uitgenodigd'}: ${options.userName}. Deze link werkt één keer, tot ${made.until}:`,
  )
  console.log(invitationLink(hostOf(environment, session), made.token))
}

async function add(tx: Transaction, session: OperatorSession, options: Invitation) {
  const known = await findByUserName(tx, options.userName)
  const personId = known ?? (await addNewcomer(tx, newcomerOf(options)))
  const common = { outcome: 'success', supplier: session.supplier, objectId: personId } as const
  if (!known) await recordAudit(tx, { event: 'person.create', action: 'C', part: 'person', ...common })
  if (options.role) {
    await giveFirstRole(tx, personId, options.role)
    const detail = { person: personId, role: options.role, scope: 'organisation' }
    await recordAudit(tx, { event: 'grant.give', action: 'C', part: 'grant', ...common, detail })
  }
  const { token, expiresAt } = await createInvitation(tx, personId, { supplier: session.supplier })
  return { token, until: momentInWords(expiresAt), isNew: !known }
}

const momentInWords = (moment: Date) =>
  moment.toLocaleString('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'long', timeStyle: 'short' })

function newcomerOf({ userName, given, prefix, family, function: job, email }: Invitation) {
  if (!given || !family)
    throw new OperatorProblem('name-missing', `${userName} is er nog niet: geef ook --given en --family.`)
  return { userName, givenName: given, prefix: prefix ?? null, familyName: family, function: job, email: email ?? null }
}

function hostOf(environment: Environment, { config }: OperatorSession): string {
  return config.httpsPort === 443 ? environment.host : `${environment.host}:${config.httpsPort}`
}
