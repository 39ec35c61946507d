import type { MovePreview } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect } from '@mantine/core'
import { scopeName } from '../../ui/i18n/vocabulary.ts'
import classes from '../parts/parts.module.css'
import { type Picked, PickPeople } from '../parts/pick-people.tsx'

export interface Choice {
  choice: 'keep' | 'end' | 'hand-over'
  to?: Picked | undefined
}
export interface MoveChoices {
  /** Grants tied to the old team that go on. */
  kept: string[]
  relations: Record<string, Choice>
}

interface MoveEffectsProps {
  preview: MovePreview
  choices: MoveChoices
  error: string | undefined
  onChange: (choices: MoveChoices) => void
}

/** What belongs to the old team: roles that end unless they are kept, and what becomes of each client there. */
export function MoveEffects({ preview, choices, error, onChange }: MoveEffectsProps) {
  const { t } = useLingui()
  const tied = preview.grants.filter((grant) => grant.tied)
  const others = preview.grants.filter((grant) => !grant.tied)
  const place = (grant: MovePreview['grants'][number]) =>
    [grant.role, grant.unit ?? scopeName(grant.scope), grant.within && t`alleen binnen ${grant.within}`]
      .filter(Boolean)
      .join(' · ')
  return (
    <>
      {tied.length > 0 && (
        <fieldset className={classes.plain}>
          <legend className={classes.itemName}>
            <Trans>Rollen van het oude team die eindigen</Trans>
          </legend>
          {tied.map((grant) =>
            ['given', 'operator'].includes(grant.source) ? (
              <Checkbox
                key={grant.id}
                mt="xs"
                label={place(grant)}
                checked={!choices.kept.includes(grant.id)}
                onChange={(event) =>
                  onChange({
                    ...choices,
                    kept: event.currentTarget.checked
                      ? choices.kept.filter((id) => id !== grant.id)
                      : [...choices.kept, grant.id],
                  })
                }
              />
            ) : (
              <p key={grant.id} className={classes.soft}>
                <Trans>{place(grant)}: volgt uit een functie of groep en blijft zolang die blijft.</Trans>
              </p>
            ),
          )}
        </fieldset>
      )}
      {others.length > 0 && (
        <p className={classes.soft}>
          <Trans>
            Blijft: {others.map(place).join('; ')}. Wat voor eigen teams is gegeven, gaat vanzelf mee naar het nieuwe
            team.
          </Trans>
        </p>
      )}
      {preview.relations.map((relation) => {
        const chosen: Choice = choices.relations[relation.id] ?? { choice: 'keep' }
        const put = (next: Choice) => onChange({ ...choices, relations: { ...choices.relations, [relation.id]: next } })
        const label = t`${relation.kind} van cliënt ${relation.clientNumber}`
        if (!relation.mayChange) {
          return (
            <p key={relation.id} className={classes.soft}>
              <Trans>{label}: blijft. De teamleider kan dit wijzigen.</Trans>
            </p>
          )
        }
        return (
          <div key={relation.id}>
            <NativeSelect
              label={label}
              value={chosen.choice}
              onChange={(event) => put({ ...chosen, choice: event.currentTarget.value as Choice['choice'] })}
              data={[
                { value: 'keep', label: t`Blijft` },
                { value: 'hand-over', label: t`Draag over aan een collega` },
                { value: 'end', label: t`Eindigt` },
              ]}
            />
            {chosen.choice === 'hand-over' && (
              <PickPeople
                single
                label={t`Aan wie?`}
                picked={chosen.to ? [chosen.to] : []}
                error={error}
                onChange={([to]) => put({ ...chosen, to })}
              />
            )}
          </div>
        )
      })}
    </>
  )
}
