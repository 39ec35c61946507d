import type { OwnFactor } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu } from '@mantine/core'
import { ChevronIcon } from '../parts/icons.tsx'

interface FactorMenuProps {
  factor: OwnFactor
  /** The only one cannot be removed. */
  only: boolean
  onPrefer: (channel?: 'sms' | 'voice') => void
  onRename: () => void
  onRemove: () => void
}

/** What can be changed of one factor. */
export function FactorMenu({ factor, only, onPrefer, onRename, onRemove }: FactorMenuProps) {
  const { t } = useLingui()
  const isFirst = (channel?: 'sms' | 'voice') =>
    factor.preferred && (!channel || channel === (factor.preferredChannel ?? factor.methods[0]))
  return (
    <Menu
      position="bottom-end"
      width={264}
      trapFocus
      returnFocus
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          size="sm"
          variant="default"
          rightSection={<ChevronIcon size={16} />}
          aria-label={t`Wijzig ${factor.name}`}
        >
          <Trans>Wijzig</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {factor.kind !== 'phone' && factor.methods.length > 0 && !isFirst() && (
          <Menu.Item onClick={() => onPrefer()}>
            <Trans>Vraag deze het eerst</Trans>
          </Menu.Item>
        )}
        {factor.kind === 'phone' && factor.methods.includes('sms') && !isFirst('sms') && (
          <Menu.Item onClick={() => onPrefer('sms')}>
            <Trans>Vraag het eerst een sms-code</Trans>
          </Menu.Item>
        )}
        {factor.kind === 'phone' && factor.methods.includes('voice') && !isFirst('voice') && (
          <Menu.Item onClick={() => onPrefer('voice')}>
            <Trans>Bel me het eerst op dit nummer</Trans>
          </Menu.Item>
        )}
        <Menu.Item onClick={onRename}>
          <Trans>Geef een andere naam</Trans>
        </Menu.Item>
        {!only && (
          <Menu.Item onClick={onRemove}>
            <Trans>Verwijder</Trans>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
