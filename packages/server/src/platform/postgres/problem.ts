export type PostgresProblemCode =
  | 'postgres-missing'
  | 'postgres-install'
  | 'postgres-other-version'
  | 'postgres-port-taken'
  | 'postgres-disk-full'
  | 'postgres-folder'
  | 'postgres-account'
  | 'postgres-password-missing'
  | 'postgres-broken'
  | 'postgres-start'
  | 'postgres-socket'

/** Why there is no database. The message is for people (Dutch), the detail for whoever looks into it (English). */
export class PostgresProblem extends Error {
  readonly code: PostgresProblemCode
  readonly detail: string
  constructor(code: PostgresProblemCode, message: string, detail: string) {
    super(message)
    this.name = 'PostgresProblem'
    this.code = code
    this.detail = detail
  }
}

/** Makes a problem of what the file system answered; any other error comes back as it was. */
export function folderProblem(error: unknown, folder: string): unknown {
  const { code = '' } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new PostgresProblem(
      'postgres-disk-full',
      `De schijf van ${folder} is vol. Maak ruimte en start opnieuw.`,
      code,
    )
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) {
    const text = `In de map ${folder} kan Hoede niet schrijven (${code}). Geef er rechten op, of kies met HOEDE_DATA een andere.`
    return new PostgresProblem('postgres-folder', text, `cannot write in ${folder}: ${code}`)
  }
  return error
}
