import type { DirectoryGroup } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Link } from 'react-router'
import { Page } from '../../ui/parts/page.tsx'
import { Answer, Empty } from '../../ui/parts/states.tsx'
import parts from '../parts/parts.module.css'
import classes from '../sign-in/sign-in.module.css'
import { useGroups } from './queries.ts'
import { RuleList } from './rules.tsx'

/** The groups that the directory keeps, and what each brings. */
export default function GroupsPage() {
  const { t } = useLingui()
  const groups = useGroups()
  return (
    <Page title={t`Groepen`}>
      <p className={parts.lead}>
        <Trans>
          Wie in een groep zit, bepaalt je gebruikersbeheer. Welke rol een groep meebrengt, bepaal je hier. Gaat iemand
          uit de groep, dan gaat de rol meteen mee.
        </Trans>
      </p>
      <Answer query={groups}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t`Er zijn nog geen groepen`}>
              <Trans>Ze verschijnen hier als je gebruikersbeheer ze doorgeeft. Zie Verbinding.</Trans>
            </Empty>
          ) : (
            <div className={parts.card}>
              <ul className={parts.items}>
                {items.map((group) => (
                  <GroupLine key={group.id} group={group} />
                ))}
              </ul>
            </div>
          )
        }
      </Answer>
    </Page>
  )
}

function GroupLine({ group }: { group: DirectoryGroup }) {
  return (
    <li>
      <div className={classes.main}>
        <p className={parts.itemName}>
          <Link className={parts.link} to={`/koppeling/groepen/${group.id}`}>
            {group.name}
          </Link>
        </p>
        <p className={parts.soft}>
          <Plural value={group.members} one="# medewerker" other="# medewerkers" />
          {group.rules.length === 0 && (
            <>
              {' · '}
              <Trans>brengt geen rol mee</Trans>
            </>
          )}
        </p>
        <RuleList rules={group.rules} of={group.name} />
      </div>
    </li>
  )
}
