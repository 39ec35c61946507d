import { isAbsolute, relative, resolve } from 'node:path'
import { ConfigProblem } from './config-problem.ts'
import type { PointInTimeSettings } from './pgbackrest/settings.ts'

const usualDays = 28

/**
 * Where the changes of the private cluster are kept (HOEDE_PITR_REPO1, HOEDE_PITR_REPO2: folders) and for how many days
 * (HOEDE_PITR_DAYS). Undefined: nowhere. Throws ConfigProblem naming what is wrong.
 */
export function readPointInTime(env: Record<string, string | undefined>): PointInTimeSettings | undefined {
  const names = ['HOEDE_PITR_REPO1', 'HOEDE_PITR_REPO2'].filter((name) => env[name])
  if (names.length === 0) return undefined
  if (names[0] === 'HOEDE_PITR_REPO2')
    throw new ConfigProblem('HOEDE_PITR_REPO2 is de tweede map: geef HOEDE_PITR_REPO1 ook.')
  if (env['HOEDE_DATABASE_URL'])
    throw new ConfigProblem(
      'HOEDE_PITR_REPO1 is voor de eigen database van Hoede. Die van HOEDE_DATABASE_URL bewaart haar wijzigingen zelf: zet daar pgBackRest op, en haal HOEDE_PITR_REPO1 hier weg.',
    )
  const repositories = names.map((name) => folderOf(name, env[name] ?? ''))
  const [first, second] = repositories
  if (first && second && [relative(first, second), relative(second, first)].some((way) => !way.startsWith('..')))
    throw new ConfigProblem('HOEDE_PITR_REPO1 en HOEDE_PITR_REPO2 moeten twee mappen zijn, niet de een in de ander.')
  return { repositories, keepDays: readDays(env['HOEDE_PITR_DAYS']) }
}

function folderOf(name: string, given: string): string {
  if (!isAbsolute(given) || /[\n\r"']/.test(given) || resolve(given) === '/')
    throw new ConfigProblem(`${name} is een volledig pad van een map, zoals /srv/hoede-archief.`)
  return resolve(given)
}

function readDays(text: string | undefined): number {
  if (!text) return usualDays
  const days = Number(text)
  if (Number.isInteger(days) && days >= 7 && days <= 400) return days
  throw new ConfigProblem(`HOEDE_PITR_DAYS moet een heel getal van 7 tot 400 zijn, niet «${text}».`)
}
