export type RepositoryProblemCode =
  | 'pgbackrest-missing'
  | 'pgbackrest-failed'
  | 'repository-folder'
  | 'repository-key'
  | 'repository-full'
  | 'repository-busy'

/** Why changes are not kept, or cannot be restored. The message is for people (Dutch), the detail for whoever looks into it. */
export class RepositoryProblem extends Error {
  readonly code: RepositoryProblemCode
  readonly detail: string
  constructor(code: RepositoryProblemCode, message: string, detail: string) {
    super(message)
    this.name = 'RepositoryProblem'
    this.code = code
    this.detail = detail
  }
}

/** Makes a problem of what pgBackRest said when it ended. */
export function pgbackrestProblem(command: string, said: string): RepositoryProblem {
  const detail = errorsIn(said)
  const make = (code: RepositoryProblemCode, text: string) => new RepositoryProblem(code, text, detail)
  if (/No space left on device|Disk quota exceeded/.test(said))
    return make('repository-full', 'De schijf is vol. Maak ruimte en probeer het opnieuw.')
  if (/^ERROR: \[050\]|unable to acquire lock/m.test(said))
    return make('repository-busy', 'Er loopt al een back-up van deze database. Probeer het opnieuw als die klaar is.')
  if (isWrongKey(said))
    return make(
      'repository-key',
      'De sleutel past niet bij deze opslagplaats. Zet in keys/repositories het bestand terug waarmee ze gemaakt is.',
    )
  return make('pgbackrest-failed', `pgBackRest (${command}) lukte niet:\n${detail}`)
}

/** Read with another passphrase, what is kept is noise. */
export const isWrongKey = (said: string) =>
  /CryptoError|cipher header invalid|unable to flush|key\/value found outside of section/.test(said)

/** What it said of errors, without the noise of bytes that were opened with another key. */
export function errorsIn(said: string): string {
  const lines = said.split('\n').filter((line) => /^\s*(ERROR|HINT|\S*Error)|^ +\S/.test(line))
  return (lines.length ? lines : said.split('\n'))
    .slice(-6)
    .join('\n')
    .replaceAll(/[^\x20-\x7e\n]+/g, '')
    .trim()
}
