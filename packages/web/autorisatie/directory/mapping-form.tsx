import type { DirectoryMapping } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { newId } from '../../ui/api/ids.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import parts from '../parts/parts.module.css'
import classes from './directory.module.css'
import { directoryKey } from './queries.ts'

interface Row {
  id: string
  title: string
  function: string
}

/** How titles of the directory become functions. */
export function MappingForm({ mapping }: { mapping: DirectoryMapping }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [rows, setRows] = useState<Row[]>(() => mapping.titles.map((each) => ({ ...each, id: newId() })))
  const [standard, setStandard] = useState(mapping.standard)
  const save = useMutation({
    mutationFn: () =>
      post<DirectoryMapping>('/directory/mapping', {
        version: mapping.version,
        titles: rows
          .filter((row) => row.title.trim() || row.function.trim())
          .map(({ title, function: job }) => ({ title, function: job })),
        standard,
      }),
    onSuccess: async () => {
      toasts.show(t`De vertaling is bewaard. Zij geldt vanaf de volgende keer dat iemand wordt doorgegeven.`)
      await queries.invalidateQueries({ queryKey: directoryKey })
    },
  })
  const change = (id: string, part: Partial<Row>) =>
    setRows((before) => before.map((row) => (row.id === id ? { ...row, ...part } : row)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!save.isPending) save.mutate()
  }
  return (
    <form className={parts.form} onSubmit={submit} noValidate>
      <p className={parts.soft}>
        <Trans>
          Een titel die hier niet staat, wordt zelf de functie (deskundigheid). Hoofdletters maken niet uit. Zie
          Functies voor de rollen die een functie meebrengt.
        </Trans>
      </p>
      {rows.map((row, index) => (
        <fieldset key={row.id} className={classes.pair}>
          <legend className={classes.hidden}>
            <Trans>Titel {index + 1}</Trans>
          </legend>
          <TextInput
            label={t`Titel in je gebruikersbeheer`}
            maxLength={200}
            autoComplete="off"
            value={row.title}
            onChange={(event) => change(row.id, { title: event.currentTarget.value })}
          />
          <TextInput
            label={t`Functie in Hoede`}
            maxLength={80}
            autoComplete="off"
            value={row.function}
            onChange={(event) => change(row.id, { function: event.currentTarget.value })}
          />
          <Button
            variant="subtle"
            color="gray"
            aria-label={t`Haal weg: ${row.title || t`lege regel`}`}
            onClick={() => setRows((before) => before.filter(({ id }) => id !== row.id))}
          >
            <Trans>Haal weg</Trans>
          </Button>
        </fieldset>
      ))}
      <div>
        <Button
          variant="default"
          onClick={() => setRows((before) => [...before, { id: newId(), title: '', function: '' }])}
        >
          <Trans>Voeg een titel toe</Trans>
        </Button>
      </div>
      <TextInput
        label={t`Functie van wie geen titel heeft`}
        maxLength={80}
        autoComplete="off"
        value={standard}
        onChange={(event) => setStandard(event.currentTarget.value)}
      />
      {save.error && <ProblemNote problem={asProblem(save.error)} />}
      <div>
        <Button type="submit" loading={save.isPending}>
          <Trans>Bewaar vertaling</Trans>
        </Button>
      </div>
    </form>
  )
}
