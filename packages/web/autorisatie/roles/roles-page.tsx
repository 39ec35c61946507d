import type { Role } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Page } from '../../ui/parts/page.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { useRoles } from '../queries.ts'

/** The roles of this organisation, with how many people hold each now. */
export default function RolesPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const roles = useRoles()
  return (
    <Page
      title={t`Rollen`}
      action={
        may('role:change') && (
          <Button component={Link} to="/rollen/nieuw" leftSection={<PlusIcon size={18} />}>
            <Trans>Maak rol</Trans>
          </Button>
        )
      }
    >
      <p className={classes.lead}>
        <Trans>
          Een rol zegt wat iemand mag. Bij wie en tot wanneer, kies je als je de rol aan een medewerker geeft.
        </Trans>
      </p>
      <p className={classes.lead}>
        <Link className={classes.link} to="/rollen/bestand">
          <Trans>Rollen bewaren of inlezen als bestand</Trans>
        </Link>
      </p>
      <Answer query={roles}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t`Er zijn nog geen rollen`}>
              <Trans>Maak een rol en kies wat iemand ermee mag.</Trans>
            </Empty>
          ) : (
            <div className={classes.card}>
              <RolesTable rows={items} />
            </div>
          )
        }
      </Answer>
    </Page>
  )
}

function RolesTable({ rows }: { rows: readonly Role[] }) {
  const { t } = useLingui()
  const columns: Column<Role>[] = [
    {
      key: 'name',
      head: t`Rol`,
      names: true,
      cell: (role) => (
        <Link className={classes.link} to={`/rollen/${role.id}`}>
          {role.name}
        </Link>
      ),
    },
    { key: 'description', head: t`Waarvoor`, cell: (role) => role.description || '–' },
    {
      key: 'permissions',
      head: t`Rechten`,
      cell: (role) => <Plural value={role.permissions.length} one="# recht" other="# rechten" />,
    },
    {
      key: 'holders',
      head: t`Medewerkers`,
      cell: (role) => <Plural value={role.holders} _0="niemand" one="# medewerker" other="# medewerkers" />,
    },
  ]
  return <DataTable caption={t`Rollen`} columns={columns} rows={rows} rowKey={(role) => role.id} />
}
