import * as contract from '@hoede/contract'
import { type Endpoint, reads, writes } from '../../platform/http/endpoint.ts'
import * as questions from './log-questions.ts'

const { Id, Strict, Type } = contract
const ofQuestion = Strict({ questionId: Id })

/** Questions to the log that are asked again and again; asking them is a question like any other. */
export const routes: Endpoint[] = [
  reads({
    path: '/log/questions',
    summary: 'The questions to the log that somebody keeps, and those that others share',
    permission: 'log:read',
    scope: 'none',
    audit: { none: 'questions without their answers; asking one is logged' },
    answer: Type.Object({ items: Type.Array(contract.LogQuestion) }),
    handler: (call) => questions.listQuestions(call.tx),
  }),
  writes({
    path: '/log/questions',
    summary: 'Keeps a question to the log',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.question-keep', action: 'C', part: 'log' },
    creates: true,
    status: 201,
    body: contract.NewLogQuestion,
    answer: contract.LogQuestion,
    async handler(call) {
      const question = await questions.keepQuestion(call.tx, call.body)
      call.note({ objectId: question.id, detail: { to: questions.questionForLog(question) } })
      return question
    },
  }),
  writes({
    path: '/log/questions/:questionId',
    summary: 'Renames a question of one’s own, or shares it with everybody who reads the log',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.question-change', action: 'U', part: 'log' },
    params: ofQuestion,
    body: contract.LogQuestionChange,
    answer: contract.LogQuestion,
    async handler(call) {
      const { questionId } = call.params
      const { before, after } = await questions.changeQuestion(call.tx, questionId, call.body)
      const [from, to] = [questions.questionForLog(before), questions.questionForLog(after)]
      call.note({ objectId: questionId, detail: { from, to } })
      return after
    },
  }),
  writes({
    path: '/log/questions/:questionId',
    summary: 'Removes a question of one’s own',
    method: 'DELETE',
    permission: 'log:read',
    scope: 'none',
    audit: { event: 'log.question-remove', action: 'D', part: 'log' },
    params: ofQuestion,
    async handler(call) {
      const { questionId } = call.params
      const before = await questions.removeQuestion(call.tx, questionId)
      call.note({ objectId: questionId, detail: { from: questions.questionForLog(before) } })
      return undefined
    },
  }),
]
