import type { Effect, Oddity, ReachChange } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox } from '@mantine/core'
import { useState } from 'react'
import { Note } from '../../ui/parts/note.tsx'
import classes from '../parts/parts.module.css'

/** So many people at first; a bulk change can be of hundreds. */
const first = 10

interface EffectNoteProps {
  effect: Effect
  /** Ticked: somebody looked again at what is odd. */
  seen: boolean
  /** The form was sent without that tick. */
  asked: boolean
  onSeen: (seen: boolean) => void
}

/** What a change would do, before it is saved: numbers and names, and a second look where it is large or odd. */
export function EffectNote({ effect, seen, asked, onSeen }: EffectNoteProps) {
  const { t } = useLingui()
  const { changed, looked, odd, people, waits } = effect
  const [all, setAll] = useState(false)
  const shown = all ? people : people.slice(0, first)
  const [left, rest] = [people.length - shown.length, changed - people.length]
  return (
    <Note kind={odd.length > 0 ? 'look' : 'info'}>
      <div aria-live="polite">
        {waits && (
          <p>
            <Trans>Dit werkt pas als een tweede collega het heeft goedgekeurd.</Trans>
          </p>
        )}
        {people.length === 0 ? (
          <p>
            <Trans>Er gaat geen dossier open of dicht.</Trans>
          </p>
        ) : (
          <>
            {looked > 1 && (
              <p>
                <Trans>
                  Voor {changed} van de {looked} medewerkers verandert welke dossiers ze kunnen openen.
                </Trans>
              </p>
            )}
            <ul className={classes.effects}>
              {shown.map(({ person, gains, loses }) => (
                <li key={person.id}>
                  <strong>{person.name}</strong> <Counted change={gains} opens />{' '}
                  <Counted change={loses} opens={false} />
                </li>
              ))}
            </ul>
            {left > 0 && (
              <Button size="compact-sm" variant="default" mb="sm" onClick={() => setAll(true)}>
                <Trans>Toon meer (nog {left})</Trans>
              </Button>
            )}
            {left === 0 && rest > 0 && (
              <p>
                <Plural value={rest} one="En nog # medewerker." other="En nog # medewerkers." />
              </p>
            )}
          </>
        )}
        {odd.map((each) => (
          <p key={each}>
            <OddWords oddity={each} />
          </p>
        ))}
        {odd.length > 0 && (
          <Checkbox
            mt="sm"
            label={t`Ik heb dit nagekeken en het klopt`}
            checked={seen}
            error={asked && !seen ? t`Kijk dit eerst na.` : undefined}
            onChange={(event) => onSeen(event.currentTarget.checked)}
          />
        )}
      </div>
    </Note>
  )
}

function Counted({ change: { count, some }, opens }: { change: ReachChange; opens: boolean }) {
  if (count === 0) return null
  const names = some.map(({ number, name }) => (name ? `${name} (${number})` : number)).join(', ')
  return (
    <span>
      {opens ? (
        <Plural value={count} one="kan er dan # dossier bij openen" other="kan er dan # dossiers bij openen" />
      ) : (
        <Plural value={count} one="kan dan # dossier niet meer openen" other="kan dan # dossiers niet meer openen" />
      )}
      {names && `: ${names}${count > some.length ? ' …' : ''}`}.
    </span>
  )
}

function OddWords({ oddity }: { oddity: Oddity }) {
  switch (oddity) {
    case 'whole-organisation':
      return <Trans>Let op: dit geldt voor de hele organisatie.</Trans>
    case 'many-clients':
      return <Trans>Let op: dit zijn veel dossiers tegelijk.</Trans>
    case 'many-people':
      return <Trans>Let op: dit raakt veel medewerkers tegelijk.</Trans>
    case 'critical':
      return <Trans>Let op: met deze rechten kan iemand langs een omweg overal bij.</Trans>
    case 'nobody-left':
      return <Trans>Let op: iemand kan hierna geen enkel dossier meer openen.</Trans>
  }
}
