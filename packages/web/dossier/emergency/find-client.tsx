import type { EmergencyFind, EmergencyFound } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { type FormEvent, useId, useState } from 'react'
import { Link } from 'react-router'
import { asProblem } from '../../ui/api/problem.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { useFields } from '../../ui/fields/use-fields.ts'
import { birthDay } from '../../ui/formats/dates.ts'
import { readDate } from '../../ui/formats/read-dates.ts'
import { Note } from '../../ui/parts/note.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import classes from './emergency.module.css'
import type { Wanted } from './emergency-page.tsx'
import { useFind } from './queries.ts'

type Way = 'number' | 'name' | 'bsn' | 'unit'

interface FindClientProps {
  units: readonly { id: string; name: string }[]
  wanted: Wanted | undefined
  onWanted: (wanted: Wanted | undefined) => void
}

/** One client by what is known exactly; a whole unit where the customer allows it. */
export function FindClient({ units, wanted, onWanted }: FindClientProps) {
  const { t } = useLingui()
  const labelId = useId()
  const [way, setWay] = useState<Way>('number')
  const find = useFind()
  const fields = useFields(
    { number: '', name: '', birthDate: '', bsn: '', unit: '' },
    find.error ? asProblem(find.error) : null,
  )
  const ways: { value: Way; label: string }[] = [
    { value: 'number', label: t`Cliëntnummer` },
    { value: 'name', label: t`Naam en geboortedatum` },
    { value: 'bsn', label: t`BSN` },
    ...(units.length > 0 ? [{ value: 'unit' as const, label: t`Hele afdeling` }] : []),
  ]
  const choose = (next: Way) => {
    setWay(next)
    find.reset()
    onWanted(undefined)
  }
  const ask = (asked: EmergencyFind) => {
    onWanted(undefined)
    find.mutate(asked, {
      onSuccess: ({ items }) => {
        if (items.length === 1 && items[0]) onWanted({ client: items[0] })
      },
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (find.isPending) return
    const { number, name, bsn, birthDate } = fields.values
    if (way === 'number') {
      if (!fields.refuse(number.trim() ? {} : { number: t`Vul het cliëntnummer in.` })) ask({ number: number.trim() })
    } else if (way === 'bsn') {
      const short = bsn.replace(/\D/g, '').length < 8
      if (!fields.refuse(short ? { bsn: t`Vul de negen cijfers van het BSN in.` } : {})) ask({ bsn: bsn.trim() })
    } else {
      const day = readDate(birthDate)
      const wrong = {
        ...(name.trim().length > 1 ? {} : { name: t`Vul de hele achternaam in.` }),
        ...(day ? {} : { birthDate: t`Vul de geboortedatum in, bijvoorbeeld 28-04-1934.` }),
      }
      if (!fields.refuse(wrong) && day) ask({ name: name.trim(), birthDate: day })
    }
  }
  const items = find.data?.items
  return (
    <>
      <form className={classes.form} onSubmit={submit} noValidate aria-label={t`Zoek de cliënt`}>
        <div>
          <p id={labelId} className={classes.soft}>
            <Trans>Zoek met iets wat je zeker weet</Trans>
          </p>
          <SegmentedControl
            aria-labelledby={labelId}
            orientation={window.matchMedia('(max-width: 520px)').matches ? 'vertical' : 'horizontal'}
            value={way}
            onChange={(value) => choose(value as Way)}
            data={ways}
          />
        </div>
        {way === 'number' && (
          <TextInput label={t`Cliëntnummer`} autoComplete="off" maxLength={20} {...fields.text('number')} />
        )}
        {way === 'bsn' && (
          <TextInput label={t`BSN`} inputMode="numeric" autoComplete="off" maxLength={12} {...fields.text('bsn')} />
        )}
        {way === 'name' && (
          <div className={classes.pair}>
            <TextInput
              label={t`Achternaam`}
              description={t`De hele naam, van de cliënt of van de partner`}
              autoComplete="off"
              maxLength={120}
              {...fields.text('name')}
            />
            <DateField
              label={t`Geboortedatum`}
              {...fields.text('birthDate')}
              onChange={(text) => fields.set('birthDate', text)}
            />
          </div>
        )}
        {way === 'unit' && (
          <NativeSelect
            label={t`Afdeling`}
            {...fields.text('unit')}
            onChange={(event) => {
              const id = event.currentTarget.value
              fields.set('unit', id)
              const unit = units.find((each) => each.id === id)
              onWanted(unit && { unit })
            }}
            data={[{ value: '', label: t`Kies…` }, ...units.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        {way !== 'unit' && (
          <div>
            <Button type="submit" variant={wanted ? 'default' : 'filled'} loading={find.isPending}>
              <Trans>Zoek</Trans>
            </Button>
          </div>
        )}
      </form>
      <div role="status">
        {find.error && asProblem(find.error).code !== 'invalid-input' && (
          <div className={classes.note}>
            <ProblemNote problem={asProblem(find.error)} />
          </div>
        )}
        {items?.length === 0 && (
          <div className={classes.note}>
            <Note kind="look">
              <p>
                <Trans>
                  Niet gevonden. Controleer wat je invulde. Lukt het niet? Bel het team van de cliënt: zij kunnen altijd
                  meelezen.
                </Trans>
              </p>
            </Note>
          </div>
        )}
        {items && items.length > 0 && way !== 'unit' && (
          <ul className={classes.found} aria-label={t`Gevonden cliënten`}>
            {items.map((client) => (
              <Found
                key={client.id}
                client={client}
                chosen={wanted !== undefined && 'client' in wanted && wanted.client.id === client.id}
                onChoose={items.length > 1 ? () => onWanted({ client }) : undefined}
              />
            ))}
          </ul>
        )}
      </div>
    </>
  )
}

interface FoundProps {
  client: EmergencyFound
  chosen: boolean
  onChoose: (() => void) | undefined
}

function Found({ client, chosen, onChoose }: FoundProps) {
  const open = client.reachable || client.running
  return (
    <li className={classes.client} data-chosen={chosen || undefined}>
      <div>
        <p className={classes.clientName}>{client.name}</p>
        <p className={classes.soft}>
          {client.birthDate ? birthDay(client.birthDate) : <Trans>geboortedatum niet bekend</Trans>}
          {client.unit && ` · ${client.unit.name}`}
        </p>
        {open && (
          <p>
            {client.running ? (
              <Trans>Je noodtoegang hiervoor loopt al.</Trans>
            ) : (
              <Trans>Je hebt al toegang tot dit dossier. Noodtoegang is niet nodig.</Trans>
            )}
          </p>
        )}
      </div>
      {open ? (
        <Button component={Link} to={`/clienten/${client.id}`}>
          <Trans>Open het dossier</Trans>
        </Button>
      ) : (
        onChoose &&
        !chosen && (
          <Button variant="default" onClick={onChoose}>
            <Trans>Deze cliënt</Trans>
          </Button>
        )
      )}
    </li>
  )
}
