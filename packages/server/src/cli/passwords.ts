import type { Command } from 'commander'
import { makeBreachedList } from '../capabilities/sign-in/passwords/breached-list.ts'
import { breachedPasswordsFile, brokenList } from '../capabilities/sign-in/passwords/breached-passwords.ts'
import type { Config } from '../platform/config.ts'
import { BloomProblem, falsePositives, openBloom } from '../platform/crypto/bloom.ts'

const number = new Intl.NumberFormat('nl-NL')
const megabytes = (bits: number) => `${number.format(Math.ceil(bits / 8 / 1_000_000))} MB`
const rate = `1 op ${number.format(1 / falsePositives)}`

export function registerPasswordCommands(program: Command, config: () => Config): void {
  const passwords = program.command('passwords').description('de lijst van gestolen wachtwoorden van deze installatie')
  passwords
    .command('refresh')
    .description(
      'maakt de lijst van een tekstbestand: één wachtwoord op een regel, of SHA-1 zoals Have I Been Pwned die geeft',
    )
    .argument('<bestand>', 'bijvoorbeeld pwned-passwords-sha1-ordered-by-hash.txt')
    .action((file: string) => refresh(breachedPasswordsFile(config().dataFolder), file))
  passwords
    .command('status')
    .description('toont hoeveel wachtwoorden de lijst heeft, en van wanneer zij is')
    .action(() => status(breachedPasswordsFile(config().dataFolder)))
}

async function refresh(list: string, from: string): Promise<void> {
  let shown = -1
  const progress = (done: number) => {
    const percent = Math.floor(done * 100)
    if (percent === shown || (!process.stdout.isTTY && percent % 10 !== 0)) return
    shown = percent
    process.stdout.write(process.stdout.isTTY ? `\r${percent} %` : `${percent} %\n`)
  }
  const made = await makeBreachedList(from, list, progress)
  if (process.stdout.isTTY) process.stdout.write('\r')
  console.log(
    `${number.format(made.texts)} wachtwoorden in ${list} (${megabytes(made.bits)}). Van de andere wachtwoorden wordt ${rate} ten onrechte geweigerd. Een server die draait gebruikt de lijst meteen.`,
  )
}

async function status(list: string): Promise<void> {
  try {
    const set = await openBloom(list, { thorough: true })
    await set.close()
    const made = set.madeAt.toLocaleString('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'long' })
    console.log(
      `${number.format(set.texts)} wachtwoorden, gemaakt op ${made}, ${megabytes(set.bits)}, ten onrechte geweigerd: ${rate}. De inhoud is heel.`,
    )
  } catch (error) {
    if (!(error instanceof BloomProblem)) throw error
    if (error.code === 'bloom-broken') throw new Error(brokenList(list, error))
    console.log('Er is nog geen lijst: alleen de ingebouwde telt. Maak er een met: hoede passwords refresh <bestand>')
  }
}
