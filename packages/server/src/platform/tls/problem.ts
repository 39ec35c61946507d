export type TlsProblemCode =
  | 'authority-incomplete'
  | 'authority-unreadable'
  | 'certificate-unreadable'
  | 'certificate-invalid'
  | 'certificate-expired'
  | 'certificate-key-mismatch'

/** Something is wrong with a certificate or its key. The message is for people (Dutch), the detail for the log (English). */
export class TlsProblem extends Error {
  readonly code: TlsProblemCode
  readonly detail: string
  constructor(code: TlsProblemCode, message: string, detail: string) {
    super(message)
    this.name = 'TlsProblem'
    this.code = code
    this.detail = detail
  }
}
