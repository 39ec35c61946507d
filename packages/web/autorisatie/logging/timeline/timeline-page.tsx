import type { LogEntry } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { get } from '../../../ui/api/client.ts'
import { DateField } from '../../../ui/fields/date-field.tsx'
import { dayInWords, dayOf, momentAt, shortDay } from '../../../ui/formats/dates.ts'
import { readNearDate } from '../../../ui/formats/read-dates.ts'
import { Note } from '../../../ui/parts/note.tsx'
import { Page } from '../../../ui/parts/page.tsx'
import { PrintButton } from '../../../ui/parts/print-button.tsx'
import { Answer, Empty } from '../../../ui/parts/states.tsx'
import parts from '../../parts/parts.module.css'
import { LogTable } from '../log-table.tsx'
import logging from '../logging.module.css'
import { addDays } from '../question.ts'
import { DayChart } from './day-chart.tsx'
import { lanesOf } from './lanes.ts'
import classes from './timeline.module.css'

/** The most that a day is drawn of; more is a list to go through. */
const most = 1_000

/** One day of one client or employee: who was there when, in what order. */
export default function TimelinePage() {
  const { t } = useLingui()
  const [address, setAddress] = useSearchParams()
  const [client, person] = [address.get('client') ?? undefined, address.get('medewerker') ?? undefined]
  const given = address.get('dag') ?? ''
  const day = /^\d{4}-\d{2}-\d{2}$/.test(given) ? given : dayOf(new Date())
  const go = (next: string) => {
    const changed = new URLSearchParams(address)
    changed.set('dag', next)
    setAddress(changed)
  }
  if (!client && !person) {
    return (
      <Page title={t`Tijdlijn`}>
        <Empty
          title={t`Kies eerst een cliënt of medewerker`}
          action={
            <Link className={parts.link} to="/logging">
              <Trans>Naar de logging</Trans>
            </Link>
          }
        >
          <Trans>Stel een vraag over een cliënt of medewerker, en kies daar «Tijdlijn».</Trans>
        </Empty>
      </Page>
    )
  }
  return (
    <Page title={t`Tijdlijn`}>
      <DayPicker key={day} day={day} onDay={go} />
      <Day client={client} person={person} day={day} />
    </Page>
  )
}

function DayPicker({ day, onDay }: { day: string; onDay: (day: string) => void }) {
  const { t } = useLingui()
  const [typed, setTyped] = useState(shortDay(day))
  const [wrong, setWrong] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const read = readNearDate(typed, 'past')
    setWrong(!read)
    if (read) onDay(read)
  }
  const isToday = day >= dayOf(new Date())
  return (
    <form className={`${classes.tools} no-print`} onSubmit={submit} noValidate>
      <DateField
        label={t`Dag`}
        near="past"
        value={typed}
        onChange={setTyped}
        error={wrong ? t`Schrijf een dag, bijvoorbeeld gisteren of 12-3.` : undefined}
      />
      <Button type="submit" variant="default">
        <Trans>Toon</Trans>
      </Button>
      <Button variant="default" onClick={() => onDay(addDays(day, -1))}>
        <Trans>Dag eerder</Trans>
      </Button>
      <Button variant="default" disabled={isToday} onClick={() => onDay(addDays(day, 1))}>
        <Trans>Dag later</Trans>
      </Button>
      <PrintButton />
    </form>
  )
}

interface DayProps {
  client: string | undefined
  person: string | undefined
  day: string
}

function Day({ client, person, day }: DayProps) {
  const { t } = useLingui()
  const log = useQuery({
    queryKey: ['log', 'day', client, person, day],
    queryFn: ({ signal }) =>
      get<{ items: LogEntry[]; next: string | null }>('/log', {
        query: { client, person, from: momentAt(day, '00:00'), until: momentAt(addDays(day, 1), '00:00'), size: most },
        signal,
      }),
    // Each look is a row in the log: it is not asked again by itself.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
  })
  return (
    <Answer query={log}>
      {({ items, next }) => {
        const by = client ? 'people' : 'clients'
        const subject = client
          ? items.find((row) => row.client?.id === client)?.client?.name
          : items.find((row) => row.person?.id === person)?.person?.name
        return (
          <section aria-label={t`Wat er die dag gebeurde`} className={logging.answer}>
            <div className={logging.answerHead}>
              <div>
                <h2>
                  {subject ? `${subject}, ` : ''}
                  {dayInWords(day)}
                </h2>
                <p className={logging.soft}>
                  <Plural value={items.length} one="# regel" other="# regels" />
                </p>
              </div>
            </div>
            {next && (
              <Note kind="look">
                <p>
                  <Trans>Dit zijn de laatste {most} regels van deze dag. De rest staat bij «Wie deed wat».</Trans>
                </p>
              </Note>
            )}
            {items.length === 0 ? (
              <Empty title={t`Deze dag gebeurde er niets`}>
                <Trans>Kies een andere dag.</Trans>
              </Empty>
            ) : (
              <>
                <DayChart lanes={lanesOf(items, by)} by={by} />
                <LogTable rows={items} folded={false} />
              </>
            )}
          </section>
        )
      }}
    </Answer>
  )
}
