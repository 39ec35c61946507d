import { organisationWide, type Permission } from '@hoede/contract/vocabulary'
import { useLingui } from '@lingui/react/macro'
import { Checkbox, Stack, Textarea, TextInput } from '@mantine/core'
import type { Fields } from '../../ui/fields/use-fields.ts'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import { type GroupName, permissionGroups } from './permission-groups.ts'
import classes from './roles.module.css'

export interface RoleValues {
  name: string
  description: string
  permissions: string[]
}

interface RoleFieldsProps {
  fields: Fields<RoleValues>
  readOnly?: boolean
}

/** Name, description and what the role allows. */
export function RoleFields({ fields, readOnly = false }: RoleFieldsProps) {
  const { t } = useLingui()
  return (
    <>
      <TextInput label={t`Naam`} maxLength={120} autoComplete="off" readOnly={readOnly} {...fields.text('name')} />
      <Textarea
        label={t`Waarvoor is deze rol?`}
        maxLength={500}
        minRows={2}
        readOnly={readOnly}
        {...fields.text('description')}
      />
      <Checkbox.Group
        label={t`Wat mag iemand met deze rol?`}
        description={t`Binnen het bereik waarmee de rol gegeven is.`}
        error={fields.error('permissions')}
        value={fields.values.permissions}
        onChange={(value) => fields.set('permissions', value)}
      >
        <PermissionGroups readOnly={readOnly} />
      </Checkbox.Group>
    </>
  )
}

function PermissionGroups({ readOnly }: { readOnly: boolean }) {
  const { t } = useLingui()
  const names: Record<GroupName, string> = {
    clients: t`Cliënten`,
    reports: t`Rapportages en metingen`,
    people: t`Medewerkers en organisatie`,
    access: t`Rollen`,
    control: t`Toezicht en instellingen`,
  }
  const hint = (permission: Permission) =>
    organisationWide.includes(permission) ? t`werkt alleen voor de hele organisatie` : undefined
  return (
    <div className={classes.groups}>
      {permissionGroups().map(([group, permissions]) => (
        <fieldset key={group} className={classes.group}>
          <legend>{names[group]}</legend>
          <Stack gap="xs">
            {permissions.map((permission) => (
              <Checkbox
                key={permission}
                value={permission}
                label={permissionName(permission)}
                description={hint(permission)}
                disabled={readOnly}
              />
            ))}
          </Stack>
        </fieldset>
      ))}
    </div>
  )
}
