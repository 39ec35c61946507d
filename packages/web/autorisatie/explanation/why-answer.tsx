import type { AccessChain, AccessClient, WhyAnswer } from '@hoede/contract'
import { Plural, Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { get } from '../../ui/api/client.ts'
import { shortMoment } from '../../ui/formats/dates.ts'
import { permissionName } from '../../ui/i18n/vocabulary.ts'
import { CheckIcon, WarningIcon } from '../../ui/parts/icons.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import { useSignedIn } from '../../ui/session/signed-in.ts'
import classes from '../parts/parts.module.css'
import chains from './explanation.module.css'
import { askedOf, type Question } from './question.ts'
import { useGroundWords, useObstacleWords, useRelationWords, useRemedyWords, useSourceWords } from './words.ts'

/** Whether somebody can do something for a client, by which chains, and what would be needed. */
export function WhyAnswerPart({ client, question }: { client: AccessClient; question: Question }) {
  const { person: personId, permission, day } = question
  const why = useQuery({
    queryKey: ['access-why', client.id, personId, permission, day],
    queryFn: ({ signal }) =>
      get<WhyAnswer>(`/clients/${client.id}/access/why/${personId}`, { query: askedOf(question), signal }),
    // Each look is a row in the log.
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
  return <Answer query={why}>{(answer) => <Told answer={answer} />}</Answer>
}

function Told({ answer }: { answer: WhyAnswer }) {
  const { person, permission, allowed, doors, closed, needed, at } = answer
  const right = permissionName(permission)
  return (
    <>
      <p className={chains.verdict} data-allowed={allowed} role="status">
        {allowed ? <CheckIcon size={22} /> : <WarningIcon size={22} />}
        <span>
          <strong>
            {allowed ? (
              <Trans>
                Ja, {person.name} ({person.function}) kan dit: {right}.
              </Trans>
            ) : (
              <Trans>
                Nee, {person.name} ({person.function}) kan dit niet: {right}.
              </Trans>
            )}
          </strong>
          <span className={classes.under}>
            <Trans>stand van {shortMoment(at)}</Trans>
          </span>
        </span>
      </p>
      {doors.length > 0 && <Chains list={doors} personId={person.id} />}
      {needed.length > 0 && <Needed answer={answer} />}
      {closed.length > 0 && (
        <details className={classes.folded} open={!allowed}>
          <summary>
            <Plural value={closed.length} one="# rol die hier niet helpt" other="# rollen die hier niet helpen" />
          </summary>
          <Chains list={closed} personId={person.id} />
        </details>
      )}
    </>
  )
}

function Needed({ answer: { needed, permission } }: { answer: WhyAnswer }) {
  const words = useRemedyWords(permission)
  return (
    <>
      <h3>
        {needed.length > 1 ? (
          <Trans>Wat daarvoor nodig is: een van deze wegen</Trans>
        ) : (
          <Trans>Wat daarvoor nodig is</Trans>
        )}
      </h3>
      <ul className={chains.ways}>
        {needed.map(({ role, steps }) => (
          <li key={`${role} ${steps.join(' ')}`}>
            {role && (
              <strong>
                <Trans>Met de rol {role}:</Trans>{' '}
              </strong>
            )}
            {steps.map(words).join('; ')}.
          </li>
        ))}
      </ul>
    </>
  )
}

/** Grant → role → scope → relation, each a step; the grant and the role a click away. */
function Chains({ list, personId }: { list: readonly AccessChain[]; personId: string }) {
  const { may } = useSignedIn()
  const [ground, source, relationWords, obstacle] = [
    useGroundWords(),
    useSourceWords(),
    useRelationWords(),
    useObstacleWords(),
  ]
  return (
    <ul className={chains.chains}>
      {list.map(({ grant, relation, obstacles }) => {
        const line = ground({ ...grant, role: grant.role.name })
        return (
          <li key={grant.id}>
            {may('people:read') ? (
              <Link className={classes.link} to={`/medewerkers/${personId}#rol-${grant.id}`}>
                {line}
              </Link>
            ) : (
              <strong>{line}</strong>
            )}
            <ol>
              <li>{source(grant)}</li>
              <li>
                <Link className={classes.link} to={`/rollen/${grant.role.id}`}>
                  <Trans>de rol {grant.role.name}</Trans>
                </Link>
              </li>
              {relation && <li>{relationWords(relation)}</li>}
              {grant.within && (
                <li>
                  <Trans>alleen binnen {grant.within}</Trans>
                </li>
              )}
              {obstacles.map((each) => (
                <li key={each} data-obstacle>
                  <WarningIcon size={16} />
                  {obstacle(each)}
                </li>
              ))}
            </ol>
          </li>
        )
      })}
    </ul>
  )
}
