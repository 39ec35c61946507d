import type { RoleRule, RuleEffect } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, post } from '../../ui/api/client.ts'
import { dayInWords, dayOf } from '../../ui/formats/dates.ts'
import { scopeName } from '../../ui/i18n/vocabulary.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import parts from '../parts/parts.module.css'
import classes from './directory.module.css'
import { directoryKey } from './queries.ts'

/** What a function or a group brings. */
export function RuleList({ rules, of }: { rules: readonly RoleRule[]; of: string }) {
  const { t } = useLingui()
  if (rules.length === 0) return null
  return (
    <ul className={classes.rules} aria-label={t`Rollen die ${of} meebrengt`}>
      {rules.map((rule) => (
        <RuleLine key={rule.id} rule={rule} of={of} />
      ))}
    </ul>
  )
}

function RuleLine({ rule, of }: { rule: RoleRule; of: string }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [ending, setEnding] = useState(false)
  return (
    <li>
      <div>
        <p>
          <strong>{rule.role.name}</strong> · {rule.unit ? rule.unit.name : scopeName(rule.scope)}
        </p>
        <p className={parts.soft}>
          <Plural value={rule.people} one="# medewerker heeft haar zo" other="# medewerkers hebben haar zo" />
          {' · '}
          <Trans>
            sinds {dayInWords(dayOf(rule.createdAt))} door {rule.createdBy ?? t`de beheerder van Hoede`}
          </Trans>
          {rule.waiting > 0 && (
            <>
              {' · '}
              <Plural value={rule.waiting} one="# wacht op een collega" other="# wachten op een collega" />
            </>
          )}
        </p>
      </div>
      {may('role:change') && (
        <Button
          size="sm"
          variant="default"
          className="no-print"
          aria-label={t`Beëindig: ${rule.role.name} voor ${of}`}
          onClick={() => setEnding(true)}
        >
          <Trans>Beëindig</Trans>
        </Button>
      )}
      {ending && <EndRule rule={rule} of={of} onClose={() => setEnding(false)} />}
    </li>
  )
}

function EndRule({ rule, of, onClose }: { rule: RoleRule; of: string; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const effect = useQuery({
    queryKey: [...directoryKey, 'ending', rule.id],
    queryFn: ({ signal }) => get<RuleEffect>(`/rules/${rule.id}/end/preview`, { signal }),
    gcTime: 0,
  })
  const end = useMutation({
    mutationFn: () => post(`/rules/${rule.id}/end`, { version: rule.version }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: directoryKey })
      toasts.show(t`De regel is beëindigd.`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Beëindig de regel: ${rule.role.name} voor ${of}`}
      submit={<Trans>Beëindig</Trans>}
      busy={end.isPending || effect.isPending}
      error={end.error}
      onSubmit={() => end.mutate()}
      onClose={onClose}
    >
      <Answer query={effect}>{(data) => <Effect effect={data} kind="lose" />}</Answer>
    </FormDialog>
  )
}

/** Who gains or loses, in numbers and names. */
export function Effect({ effect, kind }: { effect: RuleEffect; kind: 'gain' | 'lose' }) {
  const more = effect.count - effect.people.length
  return (
    <div aria-live="polite">
      <p className={classes.tight}>
        <strong>
          {kind === 'gain' ? (
            <Plural
              value={effect.count}
              _0="Niemand krijgt deze rol er nu bij."
              one="# medewerker krijgt deze rol meteen."
              other="# medewerkers krijgen deze rol meteen."
            />
          ) : (
            <Plural
              value={effect.count}
              _0="Niemand verliest deze rol."
              one="# medewerker verliest deze rol meteen."
              other="# medewerkers verliezen deze rol meteen."
            />
          )}
        </strong>
      </p>
      {effect.people.length > 0 && (
        <ul className={classes.names}>
          {effect.people.map(({ id, name, function: job }) => (
            <li key={id}>
              {name} <span className={parts.soft}>{job}</span>
            </li>
          ))}
          {more > 0 && (
            <li>
              <Plural value={more} one="en nog # medewerker" other="en nog # medewerkers" />
            </li>
          )}
        </ul>
      )}
      {effect.already > 0 && (
        <p className={parts.soft}>
          {kind === 'gain' ? (
            <Plural
              value={effect.already}
              one="# medewerker heeft de rol met dit bereik al."
              other="# medewerkers hebben de rol met dit bereik al."
            />
          ) : (
            <Plural
              value={effect.already}
              one="# medewerker houdt de rol, omdat die ook op een andere manier is gegeven."
              other="# medewerkers houden de rol, omdat die ook op een andere manier is gegeven."
            />
          )}
        </p>
      )}
    </div>
  )
}
