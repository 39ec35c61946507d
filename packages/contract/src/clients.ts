import { type Static, Type } from 'typebox'
import { Choice, Cursor, Day, Id, Moment, Nullable, Page, Strict, Text } from './common.ts'

/** zib NameInformation (2020). */
const nameParts = {
  givenNames: Type.Optional(Nullable(Text(120))),
  initials: Type.Optional(Nullable(Text(30))),
  nickname: Type.Optional(Nullable(Text(60))),
  ownPrefix: Type.Optional(Nullable(Text(20))),
  ownName: Text(120, 1),
  partnerPrefix: Type.Optional(Nullable(Text(20))),
  partnerName: Type.Optional(Nullable(Text(120))),
  nameOrder: Type.Optional(Choice(['own', 'partner', 'partner-own', 'own-partner'])),
}
const particulars = {
  birthDate: Type.Optional(Nullable(Day)),
  sex: Type.Optional(Choice(['male', 'female', 'undifferentiated', 'unknown'])),
  deceasedAt: Type.Optional(Nullable(Moment)),
  street: Type.Optional(Nullable(Text(120))),
  houseNumber: Type.Optional(Nullable(Text(20))),
  houseNumberAddition: Type.Optional(Nullable(Text(20))),
  postalCode: Type.Optional(Nullable(Text(10))),
  city: Type.Optional(Nullable(Text(80))),
  country: Type.Optional(Nullable(Text(80))),
  phone: Type.Optional(Nullable(Text(30))),
  mobile: Type.Optional(Nullable(Text(30))),
  email: Type.Optional(Nullable(Text(200))),
  generalPractitioner: Type.Optional(Nullable(Text(120))),
  generalPractitionerPhone: Type.Optional(Nullable(Text(30))),
  resuscitation: Type.Optional(Choice(['yes', 'no', 'unknown'])),
}

export const Alert = Type.Object({
  id: Id,
  kind: Choice(['allergy', 'alert']),
  severity: Choice(['high', 'low']),
  text: Type.String(),
  recordedAt: Moment,
  version: Type.Integer(),
})
export type Alert = Static<typeof Alert>

/** What stands on every screen of a record: the right client, always. */
export const ClientHeader = Type.Object({
  id: Id,
  number: Type.String(),
  /** As the client wants to be called: 'Mw. J. van Putten-van der Giessen'. */
  name: Type.String(),
  nickname: Nullable(Type.String()),
  birthDate: Nullable(Day),
  sex: Choice(['male', 'female', 'undifferentiated', 'unknown']),
  deceased: Type.Boolean(),
  unit: Nullable(Type.Object({ id: Id, name: Type.String() })),
  room: Nullable(Type.String()),
  /** Not in care any more; the record stays open until this moment. */
  formerSince: Nullable(Moment),
  resuscitation: Choice(['yes', 'no', 'unknown']),
  alerts: Type.Array(Alert),
})
export type ClientHeader = Static<typeof ClientHeader>

export const CaseloadRow = Type.Intersect([
  ClientHeader,
  Type.Object({
    newReports: Type.Integer({ description: 'by others in the last 24 hours' }),
    newImportant: Type.Integer(),
    lastReportAt: Nullable(Moment),
  }),
])
export type CaseloadRow = Static<typeof CaseloadRow>
export const CaseloadQuery = Strict({ unit: Type.Optional(Id), cursor: Type.Optional(Cursor) })
export const CaseloadPage = Type.Intersect([
  Page(CaseloadRow),
  Type.Object({ units: Type.Array(Type.Object({ id: Id, name: Type.String() })), total: Nullable(Type.Integer()) }),
])
export type CaseloadPage = Static<typeof CaseloadPage>

/** A search is a POST: what is asked may be a BSN, and addresses of pages are remembered and logged everywhere. */
export const ClientSearch = Strict({ q: Text(120, 1), cursor: Type.Optional(Cursor) })
export const ClientPage = Page(ClientHeader)

/** Why this record is open to the person who looks: the grant, in words. */
export type ClientPage = Static<typeof ClientPage>
export const Ground = Type.Object({
  grantId: Id,
  role: Type.String(),
  scope: Choice(['organisation', 'unit', 'own-teams', 'roster', 'own-clients', 'client']),
  unit: Nullable(Type.String()),
  until: Nullable(Moment),
  /** Emergency access (noodtoegang), that ends by itself. */
  emergency: Type.Boolean(),
  text: Type.String({ description: "for example: 'Je ziet dit omdat je verzorgende bent in team Berkenhof 2.'" }),
})
export type Ground = Static<typeof Ground>

export const ContactPerson = Type.Object({
  id: Id,
  name: Type.String(),
  relation: Nullable(Type.String()),
  roles: Type.Array(Choice(['first-contact', 'legal-representative', 'contact'])),
  phone: Nullable(Type.String()),
  email: Nullable(Type.String()),
  position: Type.Integer(),
  version: Type.Integer(),
})
export type ContactPerson = Static<typeof ContactPerson>
export const Placement = Type.Object({
  id: Id,
  unit: Type.Object({ id: Id, name: Type.String() }),
  room: Nullable(Type.String()),
  from: Moment,
  until: Nullable(Moment),
  version: Type.Integer(),
})
export type Placement = Static<typeof Placement>
export const CareRelation = Type.Object({
  id: Id,
  person: Type.Object({ id: Id, name: Type.String(), function: Type.String() }),
  /** The key of the kind, and what the customer calls it. */
  kind: Type.String(),
  kindName: Type.String(),
  from: Moment,
  until: Nullable(Moment),
  version: Type.Integer(),
})
export type CareRelation = Static<typeof CareRelation>

const nullableText = Nullable(Type.String())
export const ClientDetail = Type.Intersect([
  ClientHeader,
  Type.Object({
    givenNames: nullableText,
    initials: nullableText,
    ownPrefix: nullableText,
    ownName: Type.String(),
    partnerPrefix: nullableText,
    partnerName: nullableText,
    nameOrder: Choice(['own', 'partner', 'partner-own', 'own-partner']),
    deceasedAt: Nullable(Moment),
    hasBsn: Type.Boolean(),
    street: nullableText,
    houseNumber: nullableText,
    houseNumberAddition: nullableText,
    postalCode: nullableText,
    city: nullableText,
    country: nullableText,
    phone: nullableText,
    mobile: nullableText,
    email: nullableText,
    generalPractitioner: nullableText,
    generalPractitionerPhone: nullableText,
    resuscitationRecordedAt: Nullable(Moment),
    contacts: Type.Array(ContactPerson),
    placements: Type.Array(Placement),
    careRelations: Type.Array(CareRelation),
    /** What the server's own check says is possible here, for this person and this client. */
    may: Type.Array(Type.String()),
    ground: Ground,
    /** A closed record: the asker is one of the people it names. */
    closed: Type.Boolean(),
    version: Type.Integer(),
    changedAt: Moment,
  }),
])
export type ClientDetail = Static<typeof ClientDetail>

export const NewClient = Strict({
  id: Type.Optional(Id),
  number: Type.Optional(Text(20, 1)),
  ...nameParts,
  ...particulars,
  bsn: Type.Optional(Nullable(Text(11))),
  unitId: Id,
  room: Type.Optional(Nullable(Text(20))),
  from: Type.Optional(Moment),
})
export type NewClient = Static<typeof NewClient>
export const ClientChange = Strict({
  version: Type.Integer(),
  ...nameParts,
  ownName: Type.Optional(nameParts.ownName),
  ...particulars,
  bsn: Type.Optional(Nullable(Text(11))),
})
export type ClientChange = Static<typeof ClientChange>
export const Bsn = Type.Object({ bsn: Nullable(Type.String()) })
export type Bsn = Static<typeof Bsn>

export const NewContact = Strict({
  id: Type.Optional(Id),
  name: Text(160, 1),
  relation: Type.Optional(Nullable(Text(60))),
  roles: Type.Optional(Type.Array(Choice(['first-contact', 'legal-representative', 'contact']), { maxItems: 3 })),
  phone: Type.Optional(Nullable(Text(30))),
  email: Type.Optional(Nullable(Text(200))),
  position: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
})
export type NewContact = Static<typeof NewContact>
export const ContactChange = Strict({
  version: Type.Integer(),
  name: Type.Optional(Text(160, 1)),
  relation: Type.Optional(Nullable(Text(60))),
  roles: Type.Optional(Type.Array(Choice(['first-contact', 'legal-representative', 'contact']), { maxItems: 3 })),
  phone: Type.Optional(Nullable(Text(30))),
  email: Type.Optional(Nullable(Text(200))),
  position: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
  ended: Type.Optional(Type.Boolean()),
})
export type ContactChange = Static<typeof ContactChange>
export const NewAlert = Strict({
  id: Type.Optional(Id),
  kind: Choice(['allergy', 'alert']),
  severity: Type.Optional(Choice(['high', 'low'])),
  text: Text(300, 1),
})
export type NewAlert = Static<typeof NewAlert>
export const AlertEnd = Strict({ version: Type.Integer() })
/** A move (a new unit from a moment) or the end of care (unit null). */
export const Move = Strict({
  id: Type.Optional(Id),
  unitId: Nullable(Id),
  room: Type.Optional(Nullable(Text(20))),
  from: Type.Optional(Moment),
})

/** What a record said before: every earlier version of the client's own particulars. */
export type Move = Static<typeof Move>
export const ClientVersion = Type.Object({
  version: Type.Integer(),
  changedAt: Moment,
  changedBy: Nullable(Type.String()),
  changes: Type.Array(
    Type.Object({ field: Type.String(), before: Nullable(Type.String()), after: Nullable(Type.String()) }),
  ),
})
export type ClientVersion = Static<typeof ClientVersion>
export const ClientHistory = Type.Object({ items: Type.Array(ClientVersion) })
export type ClientHistory = Static<typeof ClientHistory>
