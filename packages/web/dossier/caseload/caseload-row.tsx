import type { CaseloadRow } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link } from 'react-router'
import { Avatar } from '../../ui/parts/avatar.tsx'
import { PencilIcon, StarIcon } from '../../ui/parts/icons.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import { Signs } from '../record/signs.tsx'
import classes from './caseload.module.css'

interface CaseloadRowItemProps {
  row: CaseloadRow
  withUnit: boolean
}

/** One client: who, where, what is new and what everybody must know; the whole row opens the record. */
export function CaseloadRowItem({ row, withUnit }: CaseloadRowItemProps) {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const place = [row.room && t`kamer ${row.room}`, withUnit && row.unit?.name].filter(Boolean).join(' · ')
  return (
    <li className={classes.row}>
      <Avatar name={row.name} />
      <div className={classes.who}>
        <Link to={`/clienten/${row.id}`} className={classes.name}>
          {row.name}
        </Link>
        <span className={classes.place}>{place}</span>
      </div>
      <div className={classes.signs}>
        {row.newReports > 0 && (
          <span className={classes.fresh}>
            <span className={classes.dot} aria-hidden="true" />
            <Plural value={row.newReports} one="# nieuw" other="# nieuw" />
          </span>
        )}
        {row.newImportant > 0 && (
          <span className={classes.important}>
            <StarIcon size={16} />
            <Plural value={row.newImportant} one="# belangrijk" other="# belangrijk" />
          </span>
        )}
        <Signs client={row} brief />
      </div>
      {may('report:write') && (
        <Button
          component={Link}
          to={`/clienten/${row.id}`}
          state={{ write: true }}
          variant="default"
          className={classes.write ?? ''}
          leftSection={<PencilIcon size={18} />}
          aria-label={t`Rapporteer over ${row.name}`}
        >
          <Trans>Rapporteer</Trans>
        </Button>
      )}
    </li>
  )
}
