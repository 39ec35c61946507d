import type { AccessClient } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import { Empty } from '../../ui/parts/states.tsx'

/** Before a record was chosen. */
export const NoClient = () => (
  <Empty title={<Trans>Over welk dossier gaat het?</Trans>}>
    <Trans>Vul het cliëntnummer in. Je ziet niets uit het dossier zelf, en je vraag staat in de logging.</Trans>
  </Empty>
)

/** By name for who may read the record, otherwise by number. */
export function ClientWords({ client: { name, number } }: { client: AccessClient }) {
  return name ? (
    <Trans>
      {name} · cliënt {number}
    </Trans>
  ) : (
    <Trans>Cliënt {number}</Trans>
  )
}
