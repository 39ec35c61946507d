import type { ScopeName } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type ApiProblem, fieldMessage } from '../../ui/api/problem.ts'
import { problemTitle, scopeName } from '../../ui/i18n/vocabulary.ts'
import classes from '../parts/parts.module.css'
import { unitOptions } from '../parts/units.ts'
import { useSettings, useUnits } from '../queries.ts'
import grantClasses from './grants.module.css'
import { useRelationKinds } from './queries.ts'
import { exceptable, type ScopeDraft, type ScopeFault, takesExcept, takesWithin } from './scope-draft.ts'

interface ScopeFieldsProps {
  draft: ScopeDraft
  faults: readonly ScopeFault[]
  problem: ApiProblem | null
  /** Where the server names the fields of this reach: 'scopes.0.' for one of more, nothing for the only one. */
  path: string
  onChange: (draft: ScopeDraft) => void
}

const order: ScopeName[] = ['own-teams', 'unit', 'roster', 'own-clients', 'client', 'organisation']

/** How far a role reaches: the reach itself, and what goes with it. */
export function ScopeFields({ draft, faults, problem, path, onChange }: ScopeFieldsProps) {
  const { t } = useLingui()
  const units = useUnits()
  const all = units.data?.items ?? []
  const set = (change: Partial<ScopeDraft>) => onChange({ ...draft, ...change })
  const said = (name: string) => (problem ? fieldMessage(problem, `${path}${name}`) : undefined)
  const beyond = problem?.code === 'grant-beyond-reach' ? problemTitle(problem) : undefined
  const unknown = problem?.code === 'not-found' && draft.scope === 'client' ? problem.detail : undefined
  return (
    <div className={grantClasses.scope}>
      <NativeSelect
        label={t`Bereik`}
        value={draft.scope}
        error={faults.includes('scope') ? t`Kies hoe ver de rol reikt.` : (said('scope') ?? beyond)}
        onChange={(event) => set({ scope: event.currentTarget.value as ScopeName })}
        data={[{ value: '', label: t`Kies…` }, ...order.map((each) => ({ value: each, label: scopeName(each) }))]}
      />
      {draft.scope === 'unit' && (
        <NativeSelect
          label={t`Locatie of team`}
          description={t`Met alles wat daaronder valt`}
          value={draft.unitId}
          error={faults.includes('unit') ? t`Kies een locatie of team.` : said('unitId')}
          onChange={(event) => set({ unitId: event.currentTarget.value, exceptUnits: [] })}
          data={[{ value: '', label: t`Kies…` }, ...unitOptions(all)]}
        />
      )}
      {draft.scope === 'client' && (
        <TextInput
          label={t`Cliëntnummer`}
          maxLength={20}
          autoComplete="off"
          value={draft.clientNumber}
          error={faults.includes('client') ? t`Vul het cliëntnummer in.` : (said('clientNumber') ?? unknown)}
          onChange={(event) => set({ clientNumber: event.currentTarget.value })}
        />
      )}
      {draft.scope === 'own-clients' && <KindField draft={draft} error={said('relationKind')} set={set} />}
      {draft.scope === 'roster' && (
        <RosterFields
          draft={draft}
          error={faults.includes('minutes') ? t`Schrijf een getal van 0 tot en met 2880.` : said('minutesBefore')}
          set={set}
        />
      )}
      {takesWithin(draft.scope) && (
        <NativeSelect
          label={t`Alleen binnen`}
          description={t`Ook wie later in een ander team komt, houdt dit bereik hier binnen.`}
          value={draft.withinUnitId}
          error={said('withinUnitId')}
          onChange={(event) => set({ withinUnitId: event.currentTarget.value, exceptUnits: [] })}
          data={[{ value: '', label: t`geen grens` }, ...unitOptions(all)]}
        />
      )}
      {takesExcept(draft.scope) && <ExceptFields draft={draft} said={said} set={set} />}
    </div>
  )
}

type Set = (change: Partial<ScopeDraft>) => void

function KindField({ draft, error, set }: { draft: ScopeDraft; error: string | undefined; set: Set }) {
  const { t } = useLingui()
  const kinds = useRelationKinds()
  const open = (kinds.data?.items ?? []).filter((kind) => !kind.retired)
  return (
    <NativeSelect
      label={t`Soort zorgrelatie`}
      value={draft.relationKind}
      error={error}
      onChange={(event) => set({ relationKind: event.currentTarget.value })}
      data={[{ value: '', label: t`elke soort` }, ...open.map((kind) => ({ value: kind.key, label: kind.name }))]}
    />
  )
}

function RosterFields({ draft, error, set }: { draft: ScopeDraft; error: string | undefined; set: Set }) {
  const { t } = useLingui()
  const settings = useSettings()
  const usual = (key: string) => settings.data?.items.find((each) => each.key === key)?.value ?? ''
  return (
    <div className={classes.row}>
      <TextInput
        label={t`Minuten vóór de dienst`}
        description={t`Leeg: zoals ingesteld`}
        inputMode="numeric"
        maxLength={4}
        placeholder={String(usual('roster-minutes-before'))}
        value={draft.minutesBefore}
        error={error}
        onChange={(event) => set({ minutesBefore: event.currentTarget.value })}
      />
      <TextInput
        label={t`Minuten na de dienst`}
        description={t`Leeg: zoals ingesteld`}
        inputMode="numeric"
        maxLength={4}
        placeholder={String(usual('roster-minutes-after'))}
        value={draft.minutesAfter}
        onChange={(event) => set({ minutesAfter: event.currentTarget.value })}
      />
    </div>
  )
}

interface ExceptProps {
  draft: ScopeDraft
  said: (name: string) => string | undefined
  set: Set
}

/** What is left out; folded away, as it is seldom needed. */
function ExceptFields({ draft, said, set }: ExceptProps) {
  const { t } = useLingui()
  const units = useUnits()
  const all = units.data?.items ?? []
  const errors = [said('exceptUnits'), said('exceptClientNumbers')]
  const used = draft.exceptUnits.length > 0 || draft.exceptClients !== '' || errors.some(Boolean)
  return (
    <details className={classes.folded} open={used || undefined}>
      <summary>
        <Trans>Behalve…</Trans>
      </summary>
      <NativeSelect
        label={t`Niet voor deze locatie of dit team`}
        value=""
        error={errors[0]}
        onChange={(event) => {
          const id = event.currentTarget.value
          if (id) set({ exceptUnits: [...draft.exceptUnits, id] })
        }}
        data={[{ value: '', label: t`Kies om uit te zonderen…` }, ...unitOptions(exceptable(draft, all))]}
      />
      {draft.exceptUnits.length > 0 && (
        <ul className={grantClasses.chosen}>
          {draft.exceptUnits.map((id) => {
            const name = all.find((unit) => unit.id === id)?.name ?? ''
            return (
              <li key={id}>
                {name}
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={t`Neem weer mee: ${name}`}
                  onClick={() => set({ exceptUnits: draft.exceptUnits.filter((each) => each !== id) })}
                >
                  <Trans>Neem weer mee</Trans>
                </Button>
              </li>
            )
          })}
        </ul>
      )}
      <TextInput
        mt="sm"
        label={t`Niet voor deze cliënten`}
        description={t`Cliëntnummers, met een spatie ertussen`}
        autoComplete="off"
        maxLength={600}
        value={draft.exceptClients}
        error={errors[1]}
        onChange={(event) => set({ exceptClients: event.currentTarget.value })}
      />
    </details>
  )
}
