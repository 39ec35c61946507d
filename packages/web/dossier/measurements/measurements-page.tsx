import { type MeasurementKind, measurementKinds } from '@hoede/contract/vocabulary'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { lazy, Suspense, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { Loading } from '../../ui/parts/states.tsx'
import { useRecord } from '../record/record-context.ts'
import { LatestMeasurements } from './latest-measurements.tsx'
import { MeasurementForm } from './measurement-form.tsx'

const MeasurementCourse = lazy(() => import('./measurement-course.tsx'))

/** The latest of every kind, the course of one, and entering. */
export default function MeasurementsPage() {
  const { t } = useLingui()
  const { client, may } = useRecord()
  const [address, setAddress] = useSearchParams()
  const [entering, setEntering] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const asked = address.get('soort')
  const kind = asked && asked in measurementKinds ? (asked as MeasurementKind) : undefined
  const close = () => {
    setEntering(false)
    requestAnimationFrame(() => opener.current?.focus())
  }
  return (
    <Page
      title={t`Metingen`}
      action={
        may('measurement:write') &&
        !entering && (
          <Button
            ref={opener}
            className="no-print"
            leftSection={<PlusIcon size={18} />}
            onClick={() => setEntering(true)}
          >
            <Trans>Voer meting in</Trans>
          </Button>
        )
      }
    >
      {entering && <MeasurementForm clientId={client.id} kind={kind} onClose={close} />}
      <LatestMeasurements
        clientId={client.id}
        chosen={kind}
        onChoose={(wanted) => setAddress(wanted === kind ? {} : { soort: wanted }, { replace: true })}
      />
      {kind && (
        <Suspense fallback={<Loading rows={1} height={320} />}>
          <MeasurementCourse key={kind} clientId={client.id} kind={kind} mayCorrect={may('measurement:write')} />
        </Suspense>
      )}
    </Page>
  )
}
