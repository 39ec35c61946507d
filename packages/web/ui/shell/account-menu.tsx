import { Trans, useLingui } from '@lingui/react/macro'
import { Menu, UnstyledButton } from '@mantine/core'
import { useNavigate } from 'react-router'
import { Avatar } from '../parts/avatar.tsx'
import { ChevronIcon } from '../parts/icons.tsx'
import { useSignedIn } from '../session/signed-in.ts'
import { useApplication } from './application.ts'
import classes from './shell.module.css'
import { useKeyboardHelp } from './shortcuts.tsx'

/** Who is signed in, and what belongs to them rather than to the work. */
export function AccountMenu() {
  const { t } = useLingui()
  const { me, may, signOut } = useSignedIn()
  const { key } = useApplication()
  const navigate = useNavigate()
  const showKeys = useKeyboardHelp()
  const mayAuthorise =
    may('people:read') || may('access:read') || may('log:read') || may('setting:change') || may('emergency:judge')
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
        <UnstyledButton className={classes.account} aria-label={t`Account van ${me.person.name}`}>
          <Avatar name={me.person.name} />
          <span className={classes.accountName}>{me.person.name}</span>
          <ChevronIcon size={16} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.person.name}
          <br />
          {me.person.function}
        </Menu.Label>
        <Menu.Item onClick={() => navigate('/account')}>
          <Trans>Account en beeld</Trans>
        </Menu.Item>
        <Menu.Item onClick={showKeys}>
          <Trans>Toetsen</Trans>
        </Menu.Item>
        {key === 'dossier' && may('emergency:use') && (
          <Menu.Item onClick={() => navigate('/noodtoegang')}>
            <Trans>Noodtoegang</Trans>
          </Menu.Item>
        )}
        {key !== 'autorisatie' && mayAuthorise && (
          <Menu.Item component="a" href="/autorisatie">
            <Trans>Naar Autorisatie</Trans>
          </Menu.Item>
        )}
        {key !== 'beheer' && may('backup:read') && (
          <Menu.Item component="a" href="/beheer">
            <Trans>Naar Beheer</Trans>
          </Menu.Item>
        )}
        {key !== 'dossier' && may('client:read') && (
          <Menu.Item component="a" href="/">
            <Trans>Naar Dossier</Trans>
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>
          <Trans>Meld af</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
