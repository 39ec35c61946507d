import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { momentInWords } from '../../ui/formats/dates.ts'
import { PlusIcon } from '../../ui/parts/icons.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import parts from '../parts/parts.module.css'
import { AddRule } from './add-rule.tsx'
import { useGroup } from './queries.ts'
import { RuleList } from './rules.tsx'

/** One group: what it brings, and who is in it. */
export default function GroupPage() {
  const { t } = useLingui()
  const { may } = useSignedIn()
  const { groupId = '' } = useParams()
  const group = useGroup(groupId)
  const [adding, setAdding] = useState(false)
  const seesPeople = may('people:read')
  return (
    <Page title={group.data?.group.name ?? t`Groep`}>
      <p className={parts.links}>
        <Link className={parts.link} to="/koppeling/groepen">
          <Trans>Alle groepen</Trans>
        </Link>
      </p>
      <Answer query={group}>
        {(data) => (
          <>
            <Section
              title={t`Rollen die deze groep meebrengt`}
              action={
                may('role:change') && (
                  <Button leftSection={<PlusIcon size={18} />} onClick={() => setAdding(true)}>
                    <Trans>Voeg een rol toe</Trans>
                  </Button>
                )
              }
            >
              {data.group.rules.length === 0 && (
                <p className={parts.soft}>
                  <Trans>Deze groep brengt nog geen rol mee.</Trans>
                </p>
              )}
              <div className={parts.items}>
                <RuleList rules={data.group.rules} of={data.group.name} />
              </div>
            </Section>
            <Section title={t`Wie erin zitten`}>
              <p className={parts.soft}>
                <Plural value={data.group.members} _0="Niemand" one="# medewerker" other="# medewerkers" />
                {' · '}
                <Trans>laatst gewijzigd door de koppeling: {momentInWords(data.group.changedAt)}</Trans>
              </p>
              <ul className={parts.items}>
                {data.members.map(({ id, name, function: job }) => (
                  <li key={id}>
                    <p>
                      {seesPeople ? (
                        <Link className={parts.link} to={`/medewerkers/${id}`}>
                          {name}
                        </Link>
                      ) : (
                        name
                      )}{' '}
                      <span className={parts.soft}>{job}</span>
                    </p>
                  </li>
                ))}
              </ul>
            </Section>
            {adding && (
              <AddRule of={{ groupId: data.group.id, name: data.group.name }} onClose={() => setAdding(false)} />
            )}
          </>
        )}
      </Answer>
    </Page>
  )
}
