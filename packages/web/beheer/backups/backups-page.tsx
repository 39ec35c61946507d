import type { Backup, BackupLook } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { create } from '../../ui/api/client.ts'
import { newId } from '../../ui/api/ids.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { DateField } from '../../ui/fields/date-field.tsx'
import { shortDay } from '../../ui/formats/dates.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { Page, Section } from '../../ui/parts/page.tsx'
import { PrintButton } from '../../ui/parts/print-button.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { Announce, Answer, Empty, MoreButton } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { BackupTable } from './backup-table.tsx'
import classes from './backups.module.css'
import { HoldForm, ReleaseForm } from './hold-form.tsx'
import { backupsKey, useBackups, useBusy } from './queries.ts'
import { Summary } from './summary.tsx'
import { useLooks } from './words.ts'

/** The backups of this environment: how they are doing, and each of them. */
export default function BackupsPage() {
  const { t } = useLingui()
  const [address, setAddress] = useSearchParams()
  const looks = useLooks()
  const look = looks.find(({ value }) => value && value === address.get('stand'))?.value as BackupLook | undefined
  const day = readDay(address.get('dag'))
  const [typed, setTyped] = useState(day ? shortDay(day) : '')
  const backups = useBackups({ day, look })
  const items = backups.data?.pages.flatMap((page) => page.items) ?? []
  const summary = backups.data?.pages[0]?.summary
  const busy = useBusy(items)
  const rows = items.map((backup) => busy.get(backup.id) ?? backup)
  const [holding, setHolding] = useState<Backup>()
  const [releasing, setReleasing] = useState<Backup>()
  const go = (name: string, value: string) =>
    setAddress((before) => {
      const next = new URLSearchParams(before)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  return (
    <Page title={t`Reservekopieën`} action={<AskButton waits={rows.some(({ state }) => state === 'asked')} />}>
      <p className={classes.lead}>
        <Trans>
          Van deze omgeving wordt vanzelf een reservekopie gemaakt, verzegeld met de sleutel van je organisatie. Elke
          week zet Hoede er minstens een op proef terug en vergelijkt die met wat erin hoort.
        </Trans>
      </p>
      <Answer query={backups}>
        {() => (
          <>
            {summary && <Summary summary={summary} />}
            <Section title={<Trans>Alle reservekopieën</Trans>} action={<PrintButton />}>
              <search className={`${classes.tools} no-print`}>
                <DateField
                  label={t`Dag`}
                  near="past"
                  value={typed}
                  onChange={(text) => {
                    setTyped(text)
                    const found = readNearDate(text, 'past')
                    if (found || !text) go('dag', found ?? '')
                  }}
                />
                <NativeSelect
                  label={t`Stand`}
                  description={t`Wat ermee is gebeurd`}
                  value={look ?? ''}
                  onChange={(event) => go('stand', event.currentTarget.value)}
                  data={looks}
                />
              </search>
              {rows.length === 0 ? (
                <Nothing isFiltered={Boolean(day ?? look)} />
              ) : (
                <BackupTable rows={rows} onHold={setHolding} onRelease={setReleasing} />
              )}
              <MoreButton
                hasMore={backups.hasNextPage}
                busy={backups.isFetchingNextPage}
                failed={backups.isFetchNextPageError}
                onMore={() => void backups.fetchNextPage()}
              />
              <Announce>{t`${rows.length} reservekopieën`}</Announce>
            </Section>
          </>
        )}
      </Answer>
      {holding && <HoldForm backup={holding} onClose={() => setHolding(undefined)} />}
      {releasing && <ReleaseForm backup={releasing} onClose={() => setReleasing(undefined)} />}
    </Page>
  )
}

const readDay = (text: string | null) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined)

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useLingui()
  return isFiltered ? (
    <Empty title={t`Geen reservekopie die hierbij past`}>
      <Trans>Kies een andere dag of stand.</Trans>
    </Empty>
  ) : (
    <Empty title={t`Nog geen reservekopie`}>
      <Trans>De eerste komt vanzelf, of vraag er nu een.</Trans>
    </Empty>
  )
}

/** Asks for one now; while one waits to be begun there is nothing more to ask. */
function AskButton({ waits }: { waits: boolean }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const toasts = useToasts()
  const queries = useQueryClient()
  const ask = useMutation({
    mutationFn: () => create<Backup>('/backups', { id: newId() }),
    onSuccess: async () => {
      toasts.show(t`Gevraagd. De reservekopie wordt gemaakt zodra er een aan de beurt is.`)
      await queries.invalidateQueries({ queryKey: backupsKey })
    },
  })
  if (!may('backup:manage')) return null
  return (
    <div className="no-print">
      <Button disabled={waits} loading={ask.isPending} onClick={() => ask.mutate()}>
        {waits ? <Trans>Reservekopie is gevraagd</Trans> : <Trans>Nu een reservekopie maken</Trans>}
      </Button>
      {ask.error && <ProblemNote problem={asProblem(ask.error)} />}
    </div>
  )
}
