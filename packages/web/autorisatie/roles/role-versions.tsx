import type { Role, RoleVersion } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, post } from '../../ui/api/client.ts'
import { shortMoment } from '../../ui/formats/dates.ts'
import { FormDialog } from '../../ui/parts/form-dialog.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useToasts } from '../../ui/parts/toasts.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import { rolesKey, useRoles } from '../queries.ts'
import { type Content, Differences, isPermission } from './differences.tsx'

/** How a role was, beside how it is; beside another role too. */
export function RoleVersions({ role, onBack }: { role: Role; onBack: () => void }) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const roles = useRoles()
  const versions = useQuery({
    queryKey: ['role-versions', role.id, role.version],
    queryFn: ({ signal }) => get<{ items: RoleVersion[] }>(`/roles/${role.id}/versions`, { signal }),
    refetchOnWindowFocus: false,
  })
  const [beside, setBeside] = useState('')
  const [back, setBack] = useState<RoleVersion>()
  const versionTitle = (version: number) => t`versie ${version}`
  const others = (roles.data?.items ?? []).filter((each) => each.id !== role.id)
  return (
    <Section title={t`Vergelijk en eerdere versies`}>
      <Answer query={versions}>
        {({ items }) => {
          const earlier = items.filter((each) => each.version < role.version)
          const version = earlier.find((each) => `version ${each.version}` === beside)
          const other: Content | undefined = version ?? others.find((each) => each.id === beside)
          return (
            <>
              <div className={`${classes.tools} no-print`}>
                <NativeSelect
                  label={t`Vergelijk deze rol met`}
                  value={beside}
                  onChange={(event) => setBeside(event.currentTarget.value)}
                  data={[
                    { value: '', label: t`Kies…` },
                    {
                      group: t`Eerdere versies`,
                      items: earlier.map((each) => ({
                        value: `version ${each.version}`,
                        label: versionLine(each, versionTitle(each.version)),
                      })),
                    },
                    { group: t`Andere rollen`, items: others.map(({ id, name }) => ({ value: id, label: name })) },
                  ]}
                />
                {version && may('role:change') && (
                  <Button variant="default" onClick={() => setBack(version)}>
                    <Trans>Zet deze versie terug</Trans>
                  </Button>
                )}
              </div>
              {earlier.length === 0 && (
                <p className={classes.soft}>
                  <Trans>Deze rol is nog niet gewijzigd.</Trans>
                </p>
              )}
              {other && (
                <Differences now={role} other={other} title={version ? versionTitle(version.version) : other.name} />
              )}
            </>
          )
        }}
      </Answer>
      {back && <PutBack role={role} version={back} onDone={onBack} onClose={() => setBack(undefined)} />}
    </Section>
  )
}

const versionLine = ({ from, by, name }: RoleVersion, title: string) =>
  [title, from && shortMoment(from), by, name].filter(Boolean).join(' · ')

interface PutBackProps {
  role: Role
  version: RoleVersion
  onDone: () => void
  onClose: () => void
}

/** An earlier version becomes the newest, by the same rules as any other change. */
function PutBack({ role, version, onDone, onClose }: PutBackProps) {
  const { t } = useLingui()
  const toasts = useToasts()
  const queries = useQueryClient()
  const put = useMutation({
    mutationFn: () => {
      const { name, description, permissions } = version
      const known = permissions.filter(isPermission)
      return post<Role>(`/roles/${role.id}`, { version: role.version, name, description, permissions: known })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: rolesKey })
      toasts.show(t`De rol is weer zoals in versie ${version.version}. Dat geldt meteen.`)
      onDone()
      onClose()
    },
  })
  return (
    <FormDialog
      open
      title={t`Zet versie ${version.version} terug`}
      submit={<Trans>Zet terug</Trans>}
      busy={put.isPending}
      error={put.error}
      onSubmit={() => put.mutate()}
      onClose={onClose}
    >
      <p>
        <Trans>Dit geldt meteen voor iedereen met deze rol. De versie van nu blijft bewaard.</Trans>
      </p>
      <Differences now={role} other={version} title={t`versie ${version.version}`} />
    </FormDialog>
  )
}
