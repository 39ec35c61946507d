import { useLingui } from '@lingui/react/macro'
import { dayOf, shortDay } from '../../ui/formats/dates.ts'
import { Page } from '../../ui/parts/page.tsx'
import { useRecord } from '../record/record-context.ts'
import { AlertsSection } from './alerts.tsx'
import { BsnSection } from './bsn.tsx'
import type { ParticularName } from './client-fields.ts'
import { ContactsSection } from './contacts.tsx'
import { EditSection } from './edit-section.tsx'
import { HistorySection } from './history.tsx'
import classes from './particulars.module.css'
import { PlacementsSection } from './placements.tsx'

const person: ParticularName[] = [
  'givenNames',
  'initials',
  'nickname',
  'ownPrefix',
  'ownName',
  'partnerPrefix',
  'partnerName',
  'nameOrder',
  'birthDate',
  'sex',
]
const reach: ParticularName[] = [
  'street',
  'houseNumber',
  'houseNumberAddition',
  'postalCode',
  'city',
  'country',
  'phone',
  'mobile',
  'email',
]
const practitioner: ParticularName[] = ['generalPractitioner', 'generalPractitionerPhone']

/** Who this is, who to call, where they live, and what it said before. */
export default function ParticularsPage() {
  const { t } = useLingui()
  const { client, may } = useRecord()
  const mayChange = may('client:change')
  const recorded = client.resuscitationRecordedAt
  return (
    <Page title={t`Gegevens`}>
      <AlertsSection client={client} mayChange={mayChange} />
      <EditSection
        title={t`Reanimatie`}
        client={client}
        names={['resuscitation']}
        mayChange={mayChange}
        extra={recorded && <p className={classes.soft}>{t`Vastgelegd op ${shortDay(dayOf(recorded))}`}</p>}
      />
      <ContactsSection client={client} mayChange={mayChange} />
      <EditSection title={t`Huisarts`} client={client} names={practitioner} mayChange={mayChange} />
      <EditSection title={t`Persoon`} client={client} names={person} mayChange={mayChange} />
      <EditSection title={t`Adres en bereikbaarheid`} client={client} names={reach} mayChange={mayChange} />
      <PlacementsSection client={client} mayPlace={may('client:place')} />
      <BsnSection client={client} />
      <HistorySection clientId={client.id} />
    </Page>
  )
}
