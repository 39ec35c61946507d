import type { LogSubjects } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { asProblem } from '../../ui/api/problem.ts'
import { birthDay } from '../../ui/formats/dates.ts'
import { PersonIcon, SearchIcon } from '../../ui/parts/icons.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useShortcut } from '../../ui/shell/shortcuts.tsx'
import { findSubjects } from '../queries.ts'
import classes from './logging.module.css'

export interface Subject {
  kind: 'client' | 'person'
  id: string
  /** As it is shown; absent when only the address knows whom it is about. */
  name: string | undefined
}

interface SubjectPickerProps {
  subject: Subject | undefined
  onPick: (subject: Subject | undefined) => void
}

/** Whom the question is about. Looking for somebody happens on Enter, not while typing: each look is logged. */
export function SubjectPicker({ subject, onPick }: SubjectPickerProps) {
  const { t } = useLingui()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const find = useMutation({ mutationFn: findSubjects })
  useShortcut('/', t`Zoek een cliënt of medewerker`, () => field.current?.focus(), !subject)
  const look = () => {
    if (typed.trim() && !find.isPending) find.mutate(typed.trim())
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    look()
  }
  if (subject) return <Chosen subject={subject} onOther={() => onPick(undefined)} />
  const pick = (chosen: Subject) => {
    setTyped('')
    find.reset()
    onPick(chosen)
  }
  return (
    <div>
      <div className={classes.find}>
        <TextInput
          ref={field}
          type="search"
          label={t`Cliënt of medewerker`}
          description={t`Naam, geboortedatum, cliëntnummer, gebruikersnaam of BSN. Leeg: iedereen.`}
          autoComplete="off"
          maxLength={120}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button variant="default" leftSection={<SearchIcon size={18} />} loading={find.isPending} onClick={look}>
          <Trans>Zoek</Trans>
        </Button>
      </div>
      {find.error && <ProblemNote problem={asProblem(find.error)} />}
      <div role="status">{find.data && <Found subjects={find.data} onPick={pick} />}</div>
    </div>
  )
}

function Chosen({ subject, onOther }: { subject: Subject; onOther: () => void }) {
  return (
    <div className={classes.chosen}>
      <PersonIcon />
      <p>
        <span className={classes.soft}>
          {subject.kind === 'client' ? <Trans>Wie keek bij cliënt</Trans> : <Trans>Wat deed medewerker</Trans>}
        </span>
        <br />
        <strong>{subject.name ?? <Trans>die je koos</Trans>}</strong>
      </p>
      <Button size="sm" variant="default" className="no-print" onClick={onOther}>
        <Trans>Kies iemand anders</Trans>
      </Button>
    </div>
  )
}

function Found({ subjects, onPick }: { subjects: LogSubjects; onPick: (subject: Subject) => void }) {
  const { t } = useLingui()
  const { clients, people } = subjects
  if (clients.length + people.length === 0) {
    return (
      <p>
        <Trans>Niemand gevonden. Controleer hoe je het schreef.</Trans>
      </p>
    )
  }
  return (
    <div className={classes.found}>
      {clients.length > 0 && (
        <section aria-label={t`Cliënten`}>
          <h3>
            <Trans>Cliënten</Trans>
          </h3>
          <ul>
            {clients.map((client) => (
              <li key={client.id}>
                <button type="button" onClick={() => onPick({ kind: 'client', id: client.id, name: client.name })}>
                  <strong>{client.name}</strong>
                  <span>{[client.number, birthDay(client.birthDate)].filter(Boolean).join(' · ')}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {people.length > 0 && (
        <section aria-label={t`Medewerkers`}>
          <h3>
            <Trans>Medewerkers</Trans>
          </h3>
          <ul>
            {people.map((person) => (
              <li key={person.id}>
                <button type="button" onClick={() => onPick({ kind: 'person', id: person.id, name: person.name })}>
                  <strong>{person.name}</strong>
                  <span>{person.function}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
