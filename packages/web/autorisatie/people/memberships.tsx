import type { Membership, PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { create, post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { dayOf } from '../../ui/formats/dates.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { endOf, fromInWords, startOf, untilInWords } from '../parts/days.ts'
import classes from '../parts/parts.module.css'
import { unitOptions } from '../parts/units.ts'
import { grantsOfPersonKey, isOpen, personKey, useUnits } from '../queries.ts'

/** In which teams somebody works: that is what the reach "own teams" goes by. */
export function MembershipsSection({ person, mayChange }: { person: PersonDetail; mayChange: boolean }) {
  const { t } = useLingui()
  const [adding, setAdding] = useState(false)
  const [ending, setEnding] = useState<Membership>()
  const open = person.memberships.filter((membership) => isOpen(membership))
  const past = person.memberships.filter((membership) => !isOpen(membership))
  return (
    <Section
      title={t`Teams`}
      action={
        mayChange && (
          <Button
            size="sm"
            variant="default"
            className="no-print"
            leftSection={<PlusIcon size={18} />}
            onClick={() => setAdding(true)}
          >
            <Trans>Zet in een team</Trans>
          </Button>
        )
      }
    >
      {open.length === 0 && (
        <p className={classes.soft}>
          <Trans>Werkt nu in geen enkel team.</Trans>
        </p>
      )}
      <ul className={classes.items}>
        {open.map((membership) => (
          <li key={membership.id}>
            <MembershipLine membership={membership} />
            {mayChange && membership.until === null && (
              <Button
                size="sm"
                variant="default"
                className="no-print"
                aria-label={t`Haal uit dit team: ${membership.unit.name}`}
                onClick={() => setEnding(membership)}
              >
                <Trans>Haal uit dit team</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {past.length > 0 && (
        <details className={classes.folded}>
          <summary>
            <Trans>Eerdere teams ({past.length})</Trans>
          </summary>
          <ul className={classes.items}>
            {past.map((membership) => (
              <li key={membership.id}>
                <MembershipLine membership={membership} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {adding && <StartMembership person={person} onClose={() => setAdding(false)} />}
      {ending && <EndMembership person={person} membership={ending} onClose={() => setEnding(undefined)} />}
    </Section>
  )
}

function MembershipLine({ membership }: { membership: Membership }) {
  const from = fromInWords(membership.from)
  return (
    <div>
      <p className={classes.itemName}>{membership.unit.name}</p>
      <p className={classes.soft}>
        {membership.until ? (
          <Trans>
            van {from}, {untilInWords(membership.until)}
          </Trans>
        ) : (
          <Trans>vanaf {from}</Trans>
        )}
      </p>
    </div>
  )
}

function useMembershipChange(person: PersonDetail, send: (body: object) => Promise<unknown>, onDone: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: async () => {
      void queries.invalidateQueries({ queryKey: ['people'] })
      void queries.invalidateQueries({ queryKey: grantsOfPersonKey(person.id) })
      await queries.invalidateQueries({ queryKey: personKey(person.id) })
      onDone()
    },
  })
}

function StartMembership({ person, onClose }: { person: PersonDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const units = useUnits()
  const attempt = useAttempt()
  const start = useMembershipChange(
    person,
    (content) => create(`/people/${person.id}/memberships`, { ...content, id: attempt.idFor(content) }),
    () => {
      attempt.done()
      toasts.show(t`${person.givenName} werkt nu in dit team.`)
      onClose()
    },
  )
  const fields = useFields({ unitId: '', from: t`vandaag`, until: '' }, start.error ? asProblem(start.error) : null)
  const submit = () => {
    const { unitId, from, until } = fields.values
    const fromDay = readNearDate(from, 'future')
    const untilDay = until.trim() ? readNearDate(until, 'future') : null
    const errors = {
      ...(unitId ? {} : { unitId: t`Kies een team of locatie.` }),
      ...(fromDay ? {} : { from: t`Schrijf een dag, bijvoorbeeld vandaag of 12-3.` }),
      ...(untilDay === undefined ? { until: t`Schrijf een dag, bijvoorbeeld zondag of 12-3.` } : {}),
    }
    if (fields.refuse(errors) || !fromDay) return
    const start_ = startOf(fromDay)
    start.mutate({ unitId, ...(start_ ? { from: start_ } : {}), ...(untilDay ? { until: endOf(untilDay) } : {}) })
  }
  return (
    <FormDialog
      open
      title={t`Zet in een team`}
      submit={<Trans>Zet in dit team</Trans>}
      busy={start.isPending}
      error={start.error ?? units.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <NativeSelect
        label={t`Team of locatie`}
        {...fields.text('unitId')}
        data={[{ value: '', label: t`Kies…` }, ...unitOptions(units.data?.items ?? [])]}
      />
      <div className={classes.row}>
        <DateField
          label={t`Vanaf`}
          near="future"
          description={t`Bijvoorbeeld vandaag, maandag of 12-3`}
          {...fields.text('from')}
          onChange={(text) => fields.set('from', text)}
        />
        <DateField
          label={t`Tot en met (mag leeg)`}
          near="future"
          description={t`Leeg: tot je het beëindigt`}
          {...fields.text('until')}
          onChange={(text) => fields.set('until', text)}
        />
      </div>
    </FormDialog>
  )
}

interface EndMembershipProps {
  person: PersonDetail
  membership: Membership
  onClose: () => void
}

function EndMembership({ person, membership, onClose }: EndMembershipProps) {
  const { t } = useLingui()
  const toasts = useToasts()
  const end = useMembershipChange(
    person,
    (body) => post(`/memberships/${membership.id}/end`, body),
    () => {
      toasts.show(t`Het einde in dit team is bewaard.`)
      onClose()
    },
  )
  const fields = useFields({ day: t`vandaag` }, end.error ? asProblem(end.error) : null)
  const submit = () => {
    const day = readNearDate(fields.values.day, 'future')
    if (fields.refuse(day ? {} : { day: t`Schrijf een dag, bijvoorbeeld vandaag, vrijdag of 12-3.` }) || !day) return
    end.mutate(day === dayOf(new Date()) ? {} : { at: endOf(day) })
  }
  return (
    <FormDialog
      open
      grave
      title={t`Haal uit ${membership.unit.name}`}
      submit={<Trans>Haal uit dit team</Trans>}
      busy={end.isPending}
      error={end.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        <Trans>Met het bereik ‘eigen teams’ ziet {person.givenName} daarna de cliënten van dit team niet meer.</Trans>
      </p>
      <DateField
        label={t`Laatste dag`}
        near="future"
        description={t`Vandaag werkt meteen. Een latere dag telt helemaal mee.`}
        {...fields.text('day')}
        onChange={(text) => fields.set('day', text)}
      />
    </FormDialog>
  )
}
