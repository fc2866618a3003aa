import { defineProblem } from '@shop/service-kit/problem'

export const userNotFound = defineProblem(404, 'USER_NOT_FOUND', 'User not found')
export const emailTaken = defineProblem(409, 'EMAIL_ALREADY_REGISTERED', 'E-mail already registered')
export const invalidCredentials = defineProblem(401, 'INVALID_CREDENTIALS', 'Invalid credentials')
