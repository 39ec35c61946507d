import type { Bsn, ClientDetail } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { get, post } from '../../ui/api/client.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { bsnText, readBsn } from '../../ui/formats/bsn.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Announce } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { clientKey } from '../queries.ts'
import { useRecord } from '../record/record-context.ts'
import classes from './particulars.module.css'

/** A BSN is shown for a minute at the most, after asking for it. */
const shownFor = 60_000

/** The BSN stays at the server until somebody asks for it, which is logged apart. */
export function BsnSection({ client }: { client: ClientDetail }) {
  const { t } = useLingui()
  const { may } = useRecord()
  const [changing, setChanging] = useState(false)
  const ask = useMutation({ mutationFn: () => get<Bsn>(`/clients/${client.id}/bsn`), gcTime: 0 })
  const { reset } = ask
  const bsn = ask.data?.bsn
  useEffect(() => {
    if (!bsn) return
    const timer = setTimeout(reset, shownFor)
    return () => clearTimeout(timer)
  }, [bsn, reset])
  const mayRead = may('bsn:read')
  return (
    <Section
      title={t`BSN`}
      action={
        may('client:change') && (
          <Button size="sm" variant="default" className="no-print" onClick={() => setChanging(true)}>
            {client.hasBsn ? <Trans>Wijzig BSN</Trans> : <Trans>Vul BSN in</Trans>}
          </Button>
        )
      }
    >
      {ask.error && <ProblemNote problem={asProblem(ask.error)} />}
      <div className={classes.bsn}>
        {!client.hasBsn && <Trans>Er is geen BSN ingevuld.</Trans>}
        {client.hasBsn && !mayRead && (
          <Trans>Er is een BSN ingevuld. Jouw rol mag het niet zien; vraag het zo nodig aan je teamleider.</Trans>
        )}
        {client.hasBsn && mayRead && bsn && (
          <>
            <strong className={classes.number}>{bsnText(bsn)}</strong>
            <Button size="sm" variant="default" onClick={reset}>
              <Trans>Verberg BSN</Trans>
            </Button>
          </>
        )}
        {client.hasBsn && mayRead && !bsn && (
          <>
            <Button variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
              <Trans>Toon BSN</Trans>
            </Button>
            <span className={classes.soft}>
              <Trans>Wie het BSN bekijkt, wordt vastgelegd.</Trans>
            </span>
          </>
        )}
      </div>
      <Announce>{bsn ? t`BSN ${bsnText(bsn)}` : ''}</Announce>
      {changing && <ChangeBsn client={client} onClose={() => setChanging(false)} />}
    </Section>
  )
}

function ChangeBsn({ client, onClose }: { client: ClientDetail; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const [error, setError] = useState<string>()
  const save = useMutation({
    mutationFn: (bsn: string | null) => post(`/clients/${client.id}`, { version: client.version, bsn }),
    onSuccess: async () => {
      toasts.show(t`Het BSN is bewaard.`)
      await queries.invalidateQueries({ queryKey: clientKey(client.id) })
      onClose()
    },
    onError: () => queries.invalidateQueries({ queryKey: clientKey(client.id), exact: true }),
  })
  const submit = () => {
    const bsn = readBsn(text)
    if (text.trim() !== '' && !bsn) return setError(t`Dit BSN klopt niet. Controleer de negen cijfers.`)
    save.mutate(bsn ?? null)
  }
  return (
    <FormDialog
      open
      title={client.hasBsn ? t`Wijzig BSN` : t`Vul BSN in`}
      submit={<Trans>Bewaar</Trans>}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t`Nieuw BSN`}
        description={client.hasBsn ? t`Negen cijfers. Leeg haalt het BSN weg.` : t`Negen cijfers.`}
        inputMode="numeric"
        autoComplete="off"
        maxLength={11}
        value={text}
        error={error}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setError(undefined)
        }}
      />
    </FormDialog>
  )
}
