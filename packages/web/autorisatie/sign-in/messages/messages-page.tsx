import { Trans, useLingui } from '@lingui/react/macro'
import { Page } from '../../../ui/parts/page.tsx'
import parts from '../../parts/parts.module.css'
import { GatewaysSection } from './gateways-section.tsx'
import { MessagesSection } from './messages-section.tsx'
import { TotalsSection } from './totals-section.tsx'

/** Through whom text messages, calls and mail go, and what became of them. */
export default function MessagesPage() {
  const { t } = useLingui()
  return (
    <Page title={t`Berichten`}>
      <p className={parts.lead}>
        <Trans>
          Hoede stuurt codes per sms of telefoon en berichten per mail. Dat gaat langs een verzender waar jullie
          organisatie een contract mee heeft.
        </Trans>
      </p>
      <GatewaysSection />
      <MessagesSection />
      <TotalsSection />
    </Page>
  )
}
