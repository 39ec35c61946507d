import type { FactorMethod, Role } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox } from '@mantine/core'
import { type Column, DataTable } from '../../../ui/parts/data-table.tsx'
import parts from '../../parts/parts.module.css'
import classes from '../sign-in.module.css'
import { useFactorNames } from '../words.ts'
import { allowedForRole, type PolicyDraft, toggleForRole } from './policy-values.ts'

interface MatrixProps {
  draft: PolicyDraft
  roles: readonly Role[]
  onChange: (part: Partial<PolicyDraft>) => void
}

interface Row {
  /** Absent: everybody. */
  role?: Role
  name: string
  allowed: FactorMethod[]
}

/** Which second factors count, for everybody and narrower for who has a role. */
export function FactorMatrix({ draft, roles, onChange }: MatrixProps) {
  const { t } = useLingui()
  const names = useFactorNames()
  const methods = Object.keys(names) as FactorMethod[]
  const toggle = ({ role, allowed }: Row, method: FactorMethod) => {
    if (role) return onChange({ byRole: toggleForRole(draft, role.key, method) })
    const next = allowed.includes(method) ? allowed.filter((each) => each !== method) : [...allowed, method]
    onChange({ everybody: methods.filter((each) => next.includes(each)) })
  }
  const rows: Row[] = [
    { name: t`Iedereen`, allowed: draft.everybody },
    ...roles.map((role) => ({ role, name: role.name, allowed: allowedForRole(draft, role.key) })),
  ]
  const columns: Column<Row>[] = [
    { key: 'who', head: t`Voor wie`, names: true, cell: (row) => <Who row={row} draft={draft} /> },
    ...methods.map((method) => ({
      key: method,
      head: names[method],
      cell: (row: Row) => (
        <Checkbox
          aria-label={t`${names[method]} voor ${row.name}`}
          checked={row.allowed.includes(method)}
          disabled={row.role !== undefined && !draft.everybody.includes(method)}
          onChange={() => toggle(row, method)}
        />
      ),
    })),
  ]
  return (
    <div className={classes.matrix}>
      <DataTable
        caption={t`Wat telt als tweede stap`}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.role?.key ?? ''}
      />
    </div>
  )
}

function Who({ row, draft }: { row: Row; draft: PolicyDraft }) {
  const narrower = row.role && draft.byRole[row.role.key] !== undefined
  return (
    <span>
      {row.name}
      {row.allowed.length === 0 ? (
        <span className={`${parts.under} ${parts.wrong}`}>
          <Trans>Kies er minstens één</Trans>
        </span>
      ) : (
        row.role && (
          <span className={parts.under}>
            {narrower ? <Trans>minder dan iedereen</Trans> : <Trans>zoals iedereen</Trans>}
          </span>
        )
      )}
    </span>
  )
}
