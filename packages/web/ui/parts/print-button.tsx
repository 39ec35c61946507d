import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { PrintIcon } from './icons.tsx'

/** Prints the screen as it is now; what does not belong on paper is left out by the sheets. */
export function PrintButton() {
  return (
    <Button
      variant="subtle"
      size="sm"
      className="no-print"
      leftSection={<PrintIcon size={18} />}
      onClick={() => window.print()}
    >
      <Trans>Druk af</Trans>
    </Button>
  )
}
