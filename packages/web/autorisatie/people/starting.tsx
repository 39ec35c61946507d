import type { PersonDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { dayInWords, dayOf } from '../../ui/formats/dates.ts'
import { CheckIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Section } from '../../ui/parts/page.tsx'
import classes from '../parts/parts.module.css'
import { isOpen, useGrantsOfPerson } from '../queries.ts'

/** What somebody who comes to work here still needs; gone when everything is there. */
export function Starting({ person }: { person: PersonDetail }) {
  const { t } = useLingui()
  const grants = useGrantsOfPerson(person.id, true)
  const isComing = Date.parse(person.employedFrom) > Date.now()
  const hasLeft = person.employedUntil !== null && Date.parse(person.employedUntil) <= Date.now()
  if (hasLeft || !grants.data) return null
  const steps = [
    { key: 'invited', done: person.lastSignInAt !== null || person.invitationUntil !== null, text: t`Uitgenodigd` },
    { key: 'factor', done: person.secondFactor, text: t`Tweede stap ingesteld` },
    { key: 'team', done: person.memberships.some((each) => isOpen(each)), text: t`In een team` },
    { key: 'role', done: grants.data.items.some((grant) => grant.state !== 'ended'), text: t`Een rol` },
  ]
  const day = dayInWords(dayOf(person.employedFrom))
  if (steps.every((step) => step.done) && !isComing) return null
  return (
    <Section title={t`Klaar om te beginnen?`}>
      {isComing && (
        <Note kind="info">
          <Trans>Begint op {day}. Daarvoor werkt er niets, ook niet wat hieronder al klaar is.</Trans>
        </Note>
      )}
      <ul className={classes.items}>
        {steps.map((step) => (
          <li key={step.key}>
            <Step done={step.done}>{step.text}</Step>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Step({ done, children }: { done: boolean; children: ReactNode }) {
  return (
    <>
      <span>{children}</span>
      <span className={classes.state} data-kind={done ? 'done' : 'look'}>
        {done ? <CheckIcon size={18} /> : <WarningIcon size={18} />}
        {done ? <Trans>klaar</Trans> : <Trans>nog niet</Trans>}
      </span>
    </>
  )
}
