import { Trans, useLingui } from '@lingui/react/macro'
import { NativeSelect } from '@mantine/core'
import classes from '../parts/parts.module.css'
import { type Picked, PickPeople } from '../parts/pick-people.tsx'
import { unitOptions } from '../parts/units.ts'
import { useUnits } from '../queries.ts'
import { useFunctions } from './queries.ts'

/** Whom a bulk change is about: everybody in a place and with a function, or people by name. */
export interface Whom {
  unitId: string
  job: string
  people: Picked[]
}

export const emptyWhom: Whom = { unitId: '', job: '', people: [] }
export const isNobody = (whom: Whom) => !whom.unitId && !whom.job && whom.people.length === 0

/** As the server takes it: names go before place and function. */
export function whomOf({ unitId, job, people }: Whom) {
  if (people.length > 0) return { people: people.map((each) => each.id) }
  return { ...(unitId ? { unitId } : {}), ...(job ? { function: job } : {}) }
}

interface WhomFieldsProps {
  whom: Whom
  error: string | undefined
  onChange: (whom: Whom) => void
}

export function WhomFields({ whom, error, onChange }: WhomFieldsProps) {
  const { t } = useLingui()
  const units = useUnits()
  const functions = useFunctions()
  const named = whom.people.length > 0
  return (
    <div className={classes.form}>
      <div className={classes.row}>
        <NativeSelect
          label={t`Wie werkt in`}
          value={whom.unitId}
          disabled={named}
          error={error}
          onChange={(event) => onChange({ ...whom, unitId: event.currentTarget.value })}
          data={[{ value: '', label: t`overal` }, ...unitOptions(units.data?.items ?? [], { whole: true })]}
        />
        <NativeSelect
          label={t`Met de functie`}
          value={whom.job}
          disabled={named}
          onChange={(event) => onChange({ ...whom, job: event.currentTarget.value })}
          data={[
            { value: '', label: t`elke functie` },
            ...(functions.data?.items ?? []).map(({ name, people }) => ({ value: name, label: `${name} (${people})` })),
          ]}
        />
      </div>
      <PickPeople
        label={t`Of kies medewerkers op naam`}
        picked={whom.people}
        onChange={(people) => onChange({ ...whom, people })}
      />
      {named && (
        <p className={classes.soft}>
          <Trans>Je kiest nu op naam. Haal de namen weg om op locatie of functie te kiezen.</Trans>
        </p>
      )}
    </div>
  )
}
