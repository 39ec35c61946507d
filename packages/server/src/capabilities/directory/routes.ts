import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as directory from './directory.ts'
import * as rules from './role-rules.ts'
import { carryOutSync, previewSync } from './sync.ts'
import { createToken, withdrawToken } from './tokens.ts'

const Empty = contract.Strict({})
const ofToken = contract.Strict({ tokenId: contract.Id })
const ofRule = contract.Strict({ ruleId: contract.Id })

const connection: Endpoint[] = [
  reads({
    path: '/directory',
    summary: 'The connection with a directory: its keys, what it brought, what could not be placed',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'directory.look', action: 'R', part: 'directory' },
    answer: contract.DirectoryOverview,
    handler: (call) => directory.readOverview(call.tx),
  }),
  writes({
    path: '/directory/tokens',
    summary: 'Makes a key for a directory; it is shown once and works for a year at most',
    permission: 'setting:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'directory-token.create', action: 'C', part: 'directory' },
    status: 201,
    body: contract.NewDirectoryToken,
    answer: contract.NewDirectoryTokenAnswer,
    async handler(call) {
      const made = await createToken(call.tx, call.body)
      call.note({ objectId: made.token.id, detail: { name: made.token.name, expiresAt: made.token.expiresAt } })
      return made
    },
  }),
  writes({
    path: '/directory/tokens/:tokenId/withdraw',
    summary: 'Stops a key at once',
    permission: 'setting:change',
    scope: 'none',
    audit: { event: 'directory-token.withdraw', action: 'U', part: 'directory' },
    params: ofToken,
    body: Empty,
    answer: contract.DirectoryToken,
    async handler(call) {
      call.note({ objectId: call.params.tokenId })
      const token = await withdrawToken(call.tx, call.params.tokenId)
      call.note({ detail: { name: token.name } })
      return token
    },
  }),
  writes({
    path: '/directory/mapping',
    summary: 'Changes how titles of the directory become functions',
    permission: 'setting:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'directory-mapping.change', action: 'U', part: 'setting' },
    body: contract.DirectoryMappingChange,
    answer: contract.DirectoryMapping,
    async handler(call) {
      const { before, after } = await directory.changeMapping(call.tx, call.body)
      call.note({ detail: { before, after } })
      return after
    },
  }),
]

const bringing: Endpoint[] = [
  reads({
    path: '/directory/groups',
    summary: 'The groups of the directory with the roles that they bring',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'directory.look', action: 'R', part: 'directory' },
    answer: contract.DirectoryGroups,
    handler: (call) => directory.listGroups(call.tx),
  }),
  reads({
    path: '/directory/groups/:groupId',
    summary: 'One group with its members',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'directory.look', action: 'R', part: 'directory' },
    params: contract.Strict({ groupId: contract.Id }),
    answer: contract.DirectoryGroupDetail,
    handler(call) {
      call.note({ objectId: call.params.groupId })
      return directory.readGroup(call.tx, call.params.groupId)
    },
  }),
  reads({
    path: '/directory/functions',
    summary: 'The functions of employees with the roles that they bring',
    permission: 'access:read',
    scope: 'none',
    audit: { event: 'directory.look', action: 'R', part: 'directory' },
    answer: contract.FunctionRules,
    handler: (call) => directory.listFunctions(call.tx),
  }),
  reads({
    path: '/rules/preview',
    method: 'POST',
    summary: 'Whom a new rule would give its role',
    permission: 'role:change',
    scope: 'none',
    audit: { event: 'directory.look', action: 'R', part: 'role-rule' },
    body: contract.NewRoleRule,
    answer: contract.RuleEffect,
    handler: (call) => rules.previewRule(call.tx, call.body),
  }),
  writes({
    path: '/rules',
    summary: 'Makes a rule by which a function or a group brings a role; what is critical waits for a second person',
    permission: 'role:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'rule.add', action: 'C', part: 'role-rule' },
    status: 201,
    body: contract.NewRoleRule,
    answer: contract.RoleRule,
    async handler(call) {
      const rule = await rules.addRule(call.tx, call.personId, call.body)
      call.note({ objectId: rule.id, detail: { after: rules.ruleForLog(rule), people: rule.people } })
      return rule
    },
  }),
  reads({
    path: '/rules/:ruleId/end/preview',
    summary: 'Whose role would end with a rule',
    permission: 'role:change',
    scope: 'none',
    audit: { event: 'directory.look', action: 'R', part: 'role-rule' },
    params: ofRule,
    answer: contract.RuleEffect,
    handler(call) {
      call.note({ objectId: call.params.ruleId })
      return rules.previewEnd(call.tx, call.params.ruleId)
    },
  }),
  writes({
    path: '/rules/:ruleId/end',
    summary: 'Ends a rule and the roles that it brought, at once',
    permission: 'role:change',
    scope: 'none',
    fresh: true,
    audit: { event: 'rule.end', action: 'U', part: 'role-rule' },
    params: ofRule,
    body: contract.RoleRuleEnd,
    answer: contract.RoleRule,
    async handler(call) {
      call.note({ objectId: call.params.ruleId })
      const rule = await rules.endRule(call.tx, call.params.ruleId, call.body.version)
      call.note({ detail: { before: rules.ruleForLog(rule) } })
      return rule
    },
  }),
]

const synchronisation: Endpoint[] = [
  reads({
    path: '/directory/sync/preview',
    method: 'POST',
    summary: 'What a file of people would change, line by line',
    permission: 'people:manage',
    scope: 'none',
    audit: { event: 'people.preview', action: 'R', part: 'person' },
    body: contract.PeopleFile,
    answer: contract.SyncPlan,
    handler: (call) => previewSync(call.tx, call.body, call.personId),
  }),
  writes({
    path: '/directory/sync',
    summary: 'Brings the people in agreement with a file, as a whole or not at all',
    permission: 'people:manage',
    scope: 'none',
    fresh: true,
    audit: { event: 'people.sync', action: 'U', part: 'person' },
    body: contract.PeopleFileCommit,
    answer: contract.SyncPlan,
    async handler(call) {
      const actor = { personId: call.personId, supplier: undefined }
      const done = await carryOutSync(call.tx, call.environment.customerName, call.body, actor)
      call.sendMessages()
      call.note({ detail: done.totals })
      return done
    },
  }),
]

export const routes: Endpoint[] = [...connection, ...bringing, ...synchronisation]
