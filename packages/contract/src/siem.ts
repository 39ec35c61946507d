import { type Static, Type } from 'typebox'
import { Choice, Id, Moment, Nullable, Strict, Text } from './common.ts'

const Format = Choice(['syslog-json', 'atna'])
const Host = Text(253, 1)
const Port = Type.Integer({ minimum: 1, maximum: 65_535 })
const Pem = Text(40_000)

/** What went wrong on the way to a SIEM, in a word. */
export const SiemFailure = Choice([
  'name-not-found',
  'address-refused',
  'refused',
  'unreachable',
  'timed-out',
  'no-tls',
  'certificate-not-trusted',
  'certificate-other-name',
  'certificate-expired',
  'client-certificate-refused',
  'broken',
  'not-confirmed',
])
export type SiemFailure = Static<typeof SiemFailure>

/** A receiver of the rows of the log: the customer's security monitoring. */
export const SiemTarget = Type.Object({
  id: Id,
  name: Type.String(),
  host: Type.String(),
  port: Type.Integer(),
  /** Syslog (RFC 5424) over TLS (RFC 5425): with JSON in it, or with a DICOM audit message (PS3.15 A.5, as in IHE ITI-20). */
  format: Format,
  /** PEM of the authority that is trusted instead of the usual ones. */
  authority: Nullable(Type.String()),
  /** PEM that is shown to the other side; its key is never read back. */
  certificate: Nullable(Type.String()),
  active: Type.Boolean(),
  version: Type.Integer(),
  /** When rows last arrived. */
  sentAt: Nullable(Moment),
  /** Rows that were sealed and did not arrive there yet. */
  behind: Type.Integer(),
  failure: Nullable(SiemFailure),
  failedAt: Nullable(Moment),
})
export type SiemTarget = Static<typeof SiemTarget>

export const NewSiemTarget = Strict({
  id: Type.Optional(Id),
  name: Text(120, 1),
  host: Host,
  port: Port,
  format: Format,
  authority: Type.Optional(Pem),
  certificate: Type.Optional(Pem),
  privateKey: Type.Optional(Pem),
  /** Only what is written from now on, or the whole log. */
  from: Choice(['now', 'beginning']),
})
export type NewSiemTarget = Static<typeof NewSiemTarget>

/** What is left out stays as it is; an empty text takes a certificate away. */
export const SiemTargetChange = Strict({
  version: Type.Integer(),
  name: Type.Optional(Text(120, 1)),
  host: Type.Optional(Host),
  port: Type.Optional(Port),
  format: Type.Optional(Format),
  authority: Type.Optional(Pem),
  certificate: Type.Optional(Pem),
  privateKey: Type.Optional(Pem),
  active: Type.Optional(Type.Boolean()),
})
export type SiemTargetChange = Static<typeof SiemTargetChange>

/** What came of a try: a message that arrived, or why it did not. */
export const SiemTry = Type.Object({ failure: Nullable(SiemFailure) })
export type SiemTry = Static<typeof SiemTry>
