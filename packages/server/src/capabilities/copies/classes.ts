import type { DB } from '../../platform/db/schema.generated.ts'

/**
 * What every column of an environment's database is, and so what becomes of it in an anonymised copy (docs/decisions/0014). A column
 * that is not here fails `npm run check` (by its type, against the generated schema), the tests (against a migrated database) and the
 * copy itself (against the database that is copied, before a row is read).
 */
export type ColumnClass =
  /** Who it is: replaced by something made up, the same everywhere. `row`, `client`, `person` and `unit` are ids. */
  | `identifier:${'row' | 'client' | 'clients' | 'person' | 'unit' | 'units' | 'role' | IdentifierKind}`
  /** What narrows down who it is: the same for everybody of a group of at least ten. */
  | `quasi:${'birth-year' | 'sex' | 'room' | 'first-day' | 'employed-from' | 'employed-until'}`
  /** Written by people: written anew. */
  | `free-text:${'report' | 'short' | 'maybe-short' | 'document'}`
  /**
   * One of a list. `closed`: the database itself has the list (a check constraint). `known`: kept when every new environment has it.
   * `common`: kept when at least ten people share it.
   */
  | `code:${'closed' | 'known' | 'common' | 'function' | 'permissions' | 'form'}`
  | 'code:resuscitation'
  | `number:${'kept' | 'measured' | 'measured-too'}`
  /** Moved by whole weeks; `from` and `until` of a period are made coarse as well, to thirteen weeks. */
  | `date:${'client' | 'client-from' | 'client-until' | 'deceased' | 'person' | 'person-from' | 'person-until' | 'kept'}`
  /** Says nothing of anybody; `default`: as in a new row, `empty`: null. */
  | `technical:${'kept' | 'default' | 'empty' | 'search-name'}`

export type IdentifierKind =
  | 'client-number'
  | 'given-name'
  | 'given-names'
  | 'initials'
  | 'prefix'
  | 'family-name'
  | 'partner-prefix'
  | 'partner-name'
  | 'author-name'
  | 'contact-name'
  | 'user-name'
  | 'unit-name'
  | 'bsn'
  | 'bsn-hash'
  | 'street'
  | 'house-number'
  | 'postal-code'
  | 'city'
  | 'country'
  | 'phone'
  | 'mobile'
  | 'mail'
  | 'practice'
  | 'practice-phone'

export interface CopiedTable<Column extends string = string> {
  columns: Readonly<Record<Column, ColumnClass>>
  /**
   * Rows that belong to a client are dealt anew among the clients of its group: everything of one part goes to the same client. With `at`
   * (SQL for a moment) that is decided anew for every four weeks, so that nobody's series stays together.
   */
  dealt?: { part: string; of?: 'person'; at?: string }
  /** Only these rows (SQL, the table is `t`). */
  where?: string
}
interface LeftOutTable {
  leftOut: string
}

type Classes = { [T in keyof DB]: CopiedTable<keyof DB[T] & string> | LeftOutTable }

const signingIn = 'waarmee iemand inlogt hoort bij die persoon; in een kopie nodigt de beheerder opnieuw uit'
const theLog = 'de logging gaat niet mee; een kopie begint haar eigen logging'
const elsewhere = 'wijst naar iets buiten Hoede: een kopie stuurt niets en krijgt niets'
const workInHand = 'werk onder handen, met vrije tekst over genoemde personen'

export const classes: Classes = {
  // What it is made of: units, roles, employees.
  unit: {
    columns: {
      id: 'identifier:unit',
      parent_id: 'identifier:unit',
      kind: 'code:closed',
      name: 'identifier:unit-name',
      path: 'identifier:units',
      closed_at: 'date:kept',
      version: 'technical:kept',
    },
  },
  role: {
    columns: {
      id: 'identifier:role',
      key: 'code:known',
      name: 'code:known',
      description: 'code:known',
      permissions: 'code:permissions',
      version: 'technical:kept',
      system: 'technical:kept',
      changed_at: 'technical:default',
      changed_by: 'technical:empty',
    },
  },
  care_relation_kind: {
    columns: {
      key: 'code:known',
      name: 'code:known',
      exclusive: 'technical:kept',
      retired_at: 'date:kept',
      version: 'technical:kept',
    },
  },
  person: {
    columns: {
      id: 'identifier:person',
      user_name: 'identifier:user-name',
      given_name: 'identifier:given-name',
      prefix: 'identifier:prefix',
      family_name: 'identifier:family-name',
      function: 'code:function',
      email: 'identifier:mail',
      phone: 'identifier:mobile',
      search_name: 'technical:search-name',
      employed_from: 'quasi:employed-from',
      employed_until: 'quasi:employed-until',
      created_at: 'quasi:employed-from',
      version: 'technical:kept',
    },
  },
  membership: {
    columns: {
      id: 'identifier:row',
      person_id: 'identifier:person',
      unit_id: 'identifier:unit',
      valid_from: 'date:person-from',
      valid_until: 'date:person-until',
      version: 'technical:kept',
    },
  },
  shift: {
    dealt: { part: 'shifts', of: 'person', at: 't.starts_at' },
    columns: {
      id: 'identifier:row',
      person_id: 'identifier:person',
      unit_id: 'identifier:unit',
      starts_at: 'date:person',
      ends_at: 'date:person',
      external_id: 'technical:empty',
      created_at: 'date:person',
      created_by: 'identifier:person',
      cancelled_at: 'date:person',
      version: 'technical:kept',
    },
  },
  role_rule: {
    where: 't.group_id is null',
    columns: {
      id: 'identifier:row',
      function: 'code:function',
      group_id: 'technical:empty',
      role_id: 'identifier:role',
      scope: 'code:closed',
      unit_id: 'identifier:unit',
      created_by: 'identifier:person',
      created_at: 'date:kept',
      confirmed_by: 'identifier:person',
      confirmed_at: 'date:kept',
      ended_at: 'date:kept',
      ended_by: 'identifier:person',
      version: 'technical:kept',
    },
  },
  access_grant: {
    where: `t.source in ('given', 'operator')
      or t.source = 'function' and t.rule_id in (select r.id from role_rule r where r.group_id is null)`,
    dealt: { part: 'stays' },
    columns: {
      id: 'identifier:row',
      person_id: 'identifier:person',
      role_id: 'identifier:role',
      scope: 'code:closed',
      unit_id: 'identifier:unit',
      client_id: 'identifier:client',
      valid_from: 'date:person-from',
      valid_until: 'date:person-until',
      granted_by: 'identifier:person',
      granted_at: 'date:person-from',
      withdrawn_at: 'date:person-until',
      withdrawn_by: 'identifier:person',
      version: 'technical:kept',
      source: 'code:closed',
      rule_id: 'identifier:row',
      relation_kind: 'code:known',
      minutes_before: 'number:kept',
      minutes_after: 'number:kept',
      within_unit_id: 'identifier:unit',
      except_units: 'identifier:units',
      except_clients: 'identifier:clients',
      batch_id: 'technical:empty',
      awaits: 'technical:kept',
      confirmed_by: 'identifier:person',
      confirmed_at: 'date:person-from',
    },
  },
  // Clients and what is around them.
  client: {
    columns: {
      id: 'identifier:client',
      number: 'identifier:client-number',
      given_names: 'identifier:given-names',
      initials: 'identifier:initials',
      nickname: 'identifier:given-name',
      own_prefix: 'identifier:prefix',
      own_name: 'identifier:family-name',
      partner_prefix: 'identifier:partner-prefix',
      partner_name: 'identifier:partner-name',
      name_order: 'technical:default',
      search_name: 'technical:search-name',
      birth_date: 'quasi:birth-year',
      sex: 'quasi:sex',
      deceased_at: 'date:deceased',
      bsn_sealed: 'identifier:bsn',
      bsn_hash: 'identifier:bsn-hash',
      street: 'identifier:street',
      house_number: 'identifier:house-number',
      house_number_addition: 'technical:empty',
      postal_code: 'identifier:postal-code',
      city: 'identifier:city',
      country: 'identifier:country',
      phone: 'identifier:phone',
      mobile: 'identifier:mobile',
      email: 'identifier:mail',
      general_practitioner: 'identifier:practice',
      general_practitioner_phone: 'identifier:practice-phone',
      resuscitation: 'code:resuscitation',
      resuscitation_recorded_at: 'technical:empty',
      created_at: 'quasi:first-day',
      created_by: 'technical:empty',
      changed_at: 'quasi:first-day',
      version: 'technical:default',
      guarded: 'technical:default',
    },
  },
  placement: {
    dealt: { part: 'stays' },
    columns: {
      id: 'identifier:row',
      client_id: 'identifier:client',
      unit_id: 'identifier:unit',
      room: 'quasi:room',
      valid_from: 'date:client-from',
      valid_until: 'date:client-until',
      version: 'technical:kept',
    },
  },
  care_relation: {
    dealt: { part: 'stays' },
    columns: {
      id: 'identifier:row',
      client_id: 'identifier:client',
      person_id: 'identifier:person',
      kind: 'code:known',
      valid_from: 'date:client-from',
      valid_until: 'date:client-until',
      version: 'technical:kept',
      exclusive: 'technical:kept',
      created_by: 'identifier:person',
    },
  },
  contact_person: {
    dealt: { part: 'contacts' },
    columns: {
      id: 'identifier:row',
      client_id: 'identifier:client',
      name: 'identifier:contact-name',
      relation: 'code:common',
      roles: 'code:common',
      phone: 'identifier:mobile',
      email: 'identifier:mail',
      position: 'number:kept',
      ended_at: 'date:client-until',
      version: 'technical:kept',
    },
  },
  family_access: {
    dealt: { part: 'contacts' },
    columns: {
      id: 'identifier:row',
      client_id: 'identifier:client',
      contact_person_id: 'identifier:row',
      ground: 'code:closed',
      parts: 'code:closed',
      document: 'free-text:document',
      valid_from: 'date:client-from',
      valid_until: 'date:client-until',
      granted_by: 'identifier:person',
      granted_at: 'date:client-from',
      ended_at: 'date:client-until',
      ended_by: 'identifier:person',
      version: 'technical:kept',
    },
  },
  alert: {
    dealt: { part: 'alerts' },
    columns: {
      id: 'identifier:row',
      client_id: 'identifier:client',
      kind: 'code:closed',
      severity: 'code:closed',
      text_sealed: 'free-text:short',
      recorded_at: 'date:client-from',
      recorded_by: 'identifier:person',
      ended_at: 'date:client-until',
      version: 'technical:kept',
    },
  },
  report: {
    dealt: { part: 'reports', at: 't.care_moment' },
    columns: {
      id: 'identifier:row',
      client_id: 'identifier:client',
      kind: 'code:closed',
      form: 'code:closed',
      text_sealed: 'free-text:report',
      author_id: 'identifier:person',
      author_name: 'identifier:author-name',
      author_function: 'code:function',
      care_moment: 'date:client',
      recorded_at: 'date:client',
      important: 'technical:kept',
      visible_to_family: 'technical:kept',
      reason_sealed: 'free-text:maybe-short',
      version: 'technical:kept',
    },
  },
  report_version: {
    // With its report.
    dealt: { part: 'reports', at: '(select r.care_moment from report r where r.id = t.report_id)' },
    columns: {
      report_id: 'identifier:row',
      version: 'technical:kept',
      client_id: 'identifier:client',
      form: 'code:form',
      text_sealed: 'free-text:report',
      author_id: 'identifier:person',
      author_name: 'identifier:author-name',
      author_function: 'code:function',
      care_moment: 'date:client',
      recorded_at: 'date:client',
      important: 'technical:kept',
      visible_to_family: 'technical:kept',
      reason_sealed: 'free-text:maybe-short',
    },
  },
  measurement: {
    // A correction goes with what it corrects.
    dealt: {
      part: 'measurements',
      at: `case when t.replaces_id is null then t.measured_at else (with recursive chain as (
        select o.measured_at, o.replaces_id from measurement o where o.id = t.replaces_id
        union all select o.measured_at, o.replaces_id from measurement o join chain c on o.id = c.replaces_id)
        select measured_at from chain where replaces_id is null limit 1) end`,
    },
    columns: {
      id: 'identifier:row',
      client_id: 'identifier:client',
      kind: 'code:common',
      value: 'number:measured',
      second_value: 'number:measured-too',
      unit: 'code:common',
      method: 'code:common',
      position: 'code:common',
      note_sealed: 'free-text:maybe-short',
      performer_id: 'identifier:person',
      performer_name: 'identifier:author-name',
      performer_function: 'code:function',
      measured_at: 'date:client',
      recorded_at: 'date:client',
      unusual: 'technical:kept',
      status: 'code:closed',
      reason_sealed: 'free-text:maybe-short',
      replaces_id: 'identifier:row',
      version: 'technical:kept',
    },
  },
  // Left out, each for its reason.
  row_history: { leftOut: 'eerdere versies van rijen, als JSON: een kopie begint met de rijen zoals zij nu zijn' },
  client_closure: { leftOut: 'wie bekend of familie van een medewerker is, wijst naar een persoon buiten de kopie' },
  client_closure_person: { leftOut: 'hoort bij client_closure' },
  client_closed_part: { leftOut: 'zeldzaam, en zegt iets over één persoon' },
  client_objection: { leftOut: 'zeldzaam, en zegt iets over één persoon' },
  emergency: { leftOut: workInHand },
  draft: { leftOut: workInHand },
  planned_move: { leftOut: workInHand },
  review_campaign: { leftOut: workInHand },
  resealing: { leftOut: 'hoe ver een nieuwe sleutel van de omgeving is; een kopie heeft haar eigen sleutels' },
  review_item: { leftOut: workInHand },
  role_proposal: { leftOut: workInHand },
  leaving_statement: { leftOut: workInHand },
  log_question: { leftOut: workInHand },
  setting: { leftOut: 'een kopie begint met de instellingen van een nieuwe omgeving' },
  duty_conflict: { leftOut: 'een kopie heeft die van een nieuwe omgeving' },
  audit_event: { leftOut: theLog },
  audit_checkpoint: { leftOut: theLog },
  audit_dropped: { leftOut: theLog },
  audit_edge: { leftOut: theLog },
  audit_tile: { leftOut: theLog },
  audit_tree: { leftOut: theLog },
  audit_tree_key: { leftOut: theLog },
  audit_witness: { leftOut: elsewhere },
  siem_target: { leftOut: elsewhere },
  gateway: { leftOut: elsewhere },
  message: { leftOut: elsewhere },
  origin: { leftOut: elsewhere },
  directory_group: { leftOut: elsewhere },
  directory_member: { leftOut: elsewhere },
  directory_token: { leftOut: elsewhere },
  directory_user: { leftOut: elsewhere },
  identity: { leftOut: elsewhere },
  identity_provider: { leftOut: elsewhere },
  provider_visit: { leftOut: elsewhere },
  used_logout_token: { leftOut: elsewhere },
  credential: { leftOut: signingIn },
  factor: { leftOut: signingIn },
  recovery_code: { leftOut: signingIn },
  invitation: { leftOut: signingIn },
  passkey_challenge: { leftOut: signingIn },
  phone_code: { leftOut: signingIn },
  reentry: { leftOut: signingIn },
  device: { leftOut: signingIn },
  session: { leftOut: signingIn },
  sign_in_brake: { leftOut: signingIn },
  sign_in_reset: { leftOut: signingIn },
  idempotency: { leftOut: 'antwoorden die een dag bewaard worden' },
  migration: { leftOut: 'een kopie is met dezelfde migraties gemaakt' },
}

/** The tables that are copied, in an order in which each comes after what it refers to. */
export const copiedTables = [
  'unit',
  'role',
  'care_relation_kind',
  'person',
  'client',
  'membership',
  'role_rule',
  'placement',
  'care_relation',
  'access_grant',
  'shift',
  'contact_person',
  'family_access',
  'alert',
  'report',
  'report_version',
  'measurement',
] as const satisfies readonly (keyof DB)[]

/** How a table is copied; undefined when it is left out. */
export function copied(table: string): CopiedTable | undefined {
  const found = classes[table as keyof DB]
  return found && 'columns' in found ? found : undefined
}
