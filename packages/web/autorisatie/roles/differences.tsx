import type { RoleVersion } from '@hoede/contract'
import { type Permission, permissionNames } from '@hoede/contract/vocabulary'
import { Trans } from '@lingui/react/macro'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import classes from '../parts/parts.module.css'

export type Content = Pick<RoleVersion, 'name' | 'description' | 'permissions'>

/** A role beside another one, or beside itself at another moment. */
export function Differences({ now, other, title }: { now: Content; other: Content; title: string }) {
  const only = permissionsOnlyIn(now, other)
  const missing = permissionsOnlyIn(other, now)
  const same = now.permissions.length - only.length
  return (
    <dl className={classes.differences} aria-live="polite">
      {now.name !== other.name && (
        <>
          <dt>
            <Trans>Naam</Trans>
          </dt>
          <dd>
            {now.name} / {other.name}
          </dd>
        </>
      )}
      <dt>
        <Trans>Alleen in deze rol</Trans>
      </dt>
      <dd>{only.length > 0 ? only.map(nameOf).join(', ') : '–'}</dd>
      <dt>
        <Trans>Alleen in {title}</Trans>
      </dt>
      <dd>{missing.length > 0 ? missing.map(nameOf).join(', ') : '–'}</dd>
      <dt>
        <Trans>In allebei</Trans>
      </dt>
      <dd>
        <Trans>{same} rechten</Trans>
      </dd>
    </dl>
  )
}

const permissionsOnlyIn = (one: Content, other: Content) =>
  one.permissions.filter((each) => !other.permissions.includes(each))

export const isPermission = (name: string): name is Permission => (permissionNames as readonly string[]).includes(name)
/** What was a permission once shows as it was called then. */
const nameOf = (name: string) => (isPermission(name) ? permissionName(name) : name)
