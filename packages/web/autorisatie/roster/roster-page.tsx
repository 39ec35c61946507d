import type { Shift } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { clock, dayOf, shortDay, weekday } from '../../ui/formats/dates.ts'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { Announce, Answer, Empty } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { unitOptions } from '../parts/units.ts'
import { useUnits } from '../queries.ts'
import { CancelShift } from './cancel-shift.tsx'
import { NewShiftDialog } from './new-shift.tsx'
import { useWeek } from './queries.ts'
import rosterClasses from './roster.module.css'
import { daysOfWeek, mondayOf, plusDays, weekNumber } from './week.ts'

/** The shifts of a week at a place: what the reach "roster" goes by. */
export default function RosterPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const [address, setAddress] = useSearchParams()
  const monday = mondayOf(validDay(address.get('week')))
  const unit = address.get('eenheid') ?? ''
  const week = useWeek(monday, unit)
  const units = useUnits()
  const [adding, setAdding] = useState(false)
  const [cancelling, setCancelling] = useState<Shift>()
  const change = may('roster:change')
  const go = (name: string, value: string) =>
    setAddress((before) => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  const number = weekNumber(monday)
  return (
    <Page
      title={t`Rooster`}
      action={
        change && (
          <div className={classes.buttons}>
            <Button leftSection={<PlusIcon size={18} />} onClick={() => setAdding(true)}>
              <Trans>Voer dienst in</Trans>
            </Button>
            <Button variant="default" component={Link} to="/rooster/inlezen">
              <Trans>Lees bestand in</Trans>
            </Button>
          </div>
        )
      }
    >
      <div className={`${classes.tools} no-print`}>
        <NativeSelect
          label={t`Team of locatie`}
          value={unit}
          onChange={(event) => go('eenheid', event.currentTarget.value)}
          data={[{ value: '', label: t`Alle teams en locaties` }, ...unitOptions(units.data?.items ?? [])]}
        />
        <Button variant="default" onClick={() => go('week', plusDays(monday, -7))}>
          <Trans>Week eerder</Trans>
        </Button>
        <Button variant="default" onClick={() => go('week', '')}>
          <Trans>Deze week</Trans>
        </Button>
        <Button variant="default" onClick={() => go('week', plusDays(monday, 7))}>
          <Trans>Week later</Trans>
        </Button>
      </div>
      <h2 className={rosterClasses.week}>
        <Trans>
          Week {number}, vanaf {shortDay(monday)}
        </Trans>
      </h2>
      <Answer query={week}>
        {({ items }) => (
          <>
            {items.length === 0 ? (
              <Empty title={t`In deze week staan hier geen diensten`}>
                <Trans>
                  Wie een rol heeft met als bereik het rooster, komt zonder dienst in geen enkel dossier. Voer een
                  dienst in, of lees een bestand van het planningssysteem in.
                </Trans>
              </Empty>
            ) : (
              <ol className={rosterClasses.days}>
                {daysOfWeek(monday).map((day) => (
                  <DayOfShifts
                    key={day}
                    day={day}
                    shifts={items.filter((shift) => dayOf(shift.starts) === day)}
                    onCancel={change ? setCancelling : undefined}
                  />
                ))}
              </ol>
            )}
            <Announce>{t`${items.length} diensten in deze week`}</Announce>
          </>
        )}
      </Answer>
      {adding && <NewShiftDialog unitId={unit} onClose={() => setAdding(false)} />}
      {cancelling && <CancelShift shift={cancelling} onClose={() => setCancelling(undefined)} />}
    </Page>
  )
}

const validDay = (text: string | null) =>
  text && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : dayOf(new Date())

interface DayProps {
  day: string
  shifts: readonly Shift[]
  onCancel: ((shift: Shift) => void) | undefined
}

function DayOfShifts({ day, shifts, onCancel }: DayProps) {
  const { t } = useLingui()
  const { me } = useSignedIn()
  const now = new Date().toISOString()
  return (
    <li className={rosterClasses.day} data-today={day === dayOf(new Date()) || undefined}>
      <h3>
        {weekday(day)} {shortDay(day)}
      </h3>
      {shifts.length === 0 ? (
        <p className={classes.soft}>
          <Trans>geen diensten</Trans>
        </p>
      ) : (
        <ul>
          {shifts.map((shift) => {
            const { name } = shift.person
            const own = shift.person.id === me.person.id
            return (
              <li key={shift.id}>
                <span className={rosterClasses.time}>
                  {clock(shift.starts)}–{clock(shift.ends)}
                </span>
                <span className={rosterClasses.who}>
                  <Link className={classes.link} to={`/medewerkers/${shift.person.id}`}>
                    {name}
                  </Link>
                  <span className={classes.under}>
                    {shift.unit.name}
                    {shift.starts <= now && shift.ends > now && (
                      <>
                        {' · '}
                        <strong>
                          <Trans>nu aan het werk</Trans>
                        </strong>
                      </>
                    )}
                  </span>
                </span>
                {onCancel && !own && shift.ends > now && (
                  <Button
                    size="compact-sm"
                    variant="subtle"
                    className="no-print"
                    aria-label={t`Laat vervallen: dienst van ${name}`}
                    onClick={() => onCancel(shift)}
                  >
                    <Trans>Laat vervallen</Trans>
                  </Button>
                )}
              </li>
            )
          })}
        </ul>
      )}
    </li>
  )
}
