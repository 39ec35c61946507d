import type { Device } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../../ui/api/client.ts'
import { momentInWords } from '../../../ui/formats/dates.ts'
import { FormDialog } from '../../../ui/parts/form-dialog.tsx'
import { CheckIcon, PlusIcon, SearchIcon } from '../../../ui/parts/icons.tsx'
import { Page } from '../../../ui/parts/page.tsx'
import { Answer, Empty } from '../../../ui/parts/states.tsx'
import { useToasts } from '../../../ui/parts/toasts.tsx'
import parts from '../../parts/parts.module.css'
import { devicesKey, useDevices } from '../queries.ts'
import classes from '../sign-in.module.css'
import { MarkComputer } from './mark-computer.tsx'

const searchFrom = 10

/** Computers of a ward, which many use: there one comes back with a short code within a shift. */
export default function DevicesPage() {
  const { t } = useLingui()
  const devices = useDevices()
  const [marking, setMarking] = useState(false)
  const isHere = devices.data?.items.some(({ here, withdrawnAt }) => here && !withdrawnAt) ?? false
  return (
    <Page
      title={t`Gedeelde computers`}
      action={
        devices.data &&
        !isHere && (
          <Button leftSection={<PlusIcon size={18} />} onClick={() => setMarking(true)}>
            <Trans>Markeer deze computer</Trans>
          </Button>
        )
      }
    >
      <p className={parts.lead}>
        <Trans>
          Op een gedeelde computer meldt iedereen zich één keer per dienst helemaal aan. Daarna kom je terug met een
          eigen korte code. Wat iemand doet, staat altijd op de eigen naam. Ga achter de computer zitten die je wilt
          markeren, en open daar deze bladzijde.
        </Trans>
      </p>
      <Answer query={devices}>{({ items }) => <DeviceLists devices={items} />}</Answer>
      {marking && <MarkComputer onClose={() => setMarking(false)} />}
    </Page>
  )
}

function DeviceLists({ devices }: { devices: readonly Device[] }) {
  const { t } = useLingui()
  const [sought, setSought] = useState('')
  if (devices.length === 0) {
    return (
      <Empty title={t`Er zijn nog geen gedeelde computers`}>
        <Trans>Iedereen meldt zich nu op elke computer elke keer helemaal aan.</Trans>
      </Empty>
    )
  }
  const found = devices
    .filter(({ name, unit }) => `${name} ${unit.name}`.toLowerCase().includes(sought.trim().toLowerCase()))
    .toSorted((one, two) =>
      `${one.unit.name} ${one.name}`.localeCompare(`${two.unit.name} ${two.name}`, 'nl', { numeric: true }),
    )
  const marked = found.filter(({ withdrawnAt }) => !withdrawnAt)
  const withdrawn = found.filter(({ withdrawnAt }) => withdrawnAt)
  return (
    <>
      {devices.length >= searchFrom && (
        <search className={parts.tools}>
          <TextInput
            className={parts.grow ?? ''}
            type="search"
            label={t`Naam, locatie of team`}
            leftSection={<SearchIcon size={18} />}
            autoComplete="off"
            value={sought}
            onChange={(event) => setSought(event.currentTarget.value)}
          />
        </search>
      )}
      <div className={parts.card}>
        {marked.length === 0 && (
          <p className={parts.soft}>
            {sought ? <Trans>Geen computer gevonden.</Trans> : <Trans>Nu is geen computer gemarkeerd.</Trans>}
          </p>
        )}
        <ul className={parts.items}>
          {marked.map((device) => (
            <DeviceLine key={device.id} device={device} />
          ))}
        </ul>
        {withdrawn.length > 0 && (
          <details className={parts.folded}>
            <summary>
              <Trans>Ingetrokken ({withdrawn.length})</Trans>
            </summary>
            <ul className={parts.items}>
              {withdrawn.map((device) => (
                <DeviceLine key={device.id} device={device} />
              ))}
            </ul>
          </details>
        )}
      </div>
    </>
  )
}

function DeviceLine({ device }: { device: Device }) {
  const { t } = useLingui()
  const [withdrawing, setWithdrawing] = useState(false)
  return (
    <li>
      <div className={classes.main}>
        <p className={parts.itemName}>
          {device.name} · {device.unit.name}
        </p>
        <p className={parts.soft}>
          <Trans>
            Gemarkeerd {momentInWords(device.markedAt)} door {device.markedBy}
          </Trans>
          {' · '}
          {device.withdrawnAt ? (
            <Trans>ingetrokken {momentInWords(device.withdrawnAt)}</Trans>
          ) : device.lastUsedAt ? (
            <Trans>laatst gebruikt {momentInWords(device.lastUsedAt)}</Trans>
          ) : (
            <Trans>nog niet gebruikt</Trans>
          )}
        </p>
        {device.here && !device.withdrawnAt && (
          <span className={parts.state} data-kind="done">
            <CheckIcon size={18} />
            <Trans>dit is deze computer</Trans>
          </span>
        )}
      </div>
      {!device.withdrawnAt && (
        <Button
          size="sm"
          variant="default"
          className="no-print"
          aria-label={t`Trek in: ${device.name}`}
          onClick={() => setWithdrawing(true)}
        >
          <Trans>Trek in</Trans>
        </Button>
      )}
      {withdrawing && <Withdraw device={device} onClose={() => setWithdrawing(false)} />}
    </li>
  )
}

function Withdraw({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => post(`/devices/${device.id}/withdraw`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: devicesKey })
      toasts.show(t`${device.name} is geen gedeelde computer meer.`)
      onClose()
    },
  })
  return (
    <FormDialog
      open
      grave
      title={t`Trek ${device.name} in`}
      submit={<Trans>Trek in</Trans>}
      busy={withdraw.isPending}
      error={withdraw.error}
      onSubmit={() => withdraw.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>De korte codes op deze computer werken dan niet meer. Iedereen meldt zich er weer helemaal aan.</Trans>
      </p>
    </FormDialog>
  )
}
