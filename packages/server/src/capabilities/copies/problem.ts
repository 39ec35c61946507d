/** Why a copy was not made, or is not opened. */
export class CopyProblem extends Error {
  readonly code:
    | 'column-without-class'
    | 'too-few'
    | 'not-a-copy-target'
    | 'version-differs'
    | 'copy-under-way'
    | 'row-not-understood'
    | 'copy-not-proven'
  /** What is wrong, each by itself: names of tables and columns, or of checks. Nothing of a record. */
  readonly found: readonly string[]

  constructor(code: CopyProblem['code'], message: string, found: readonly string[] = []) {
    super(message)
    this.code = code
    this.found = found
  }
}
