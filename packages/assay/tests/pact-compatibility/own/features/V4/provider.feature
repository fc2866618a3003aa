Feature: What a verification shows in version 4

  Background:
    Given the following HTTP interactions have been defined:
      | No | method | path  | response | response content | response body   |
      | 1  | GET    | /lamp | 200      | application/json | file: lamp.json |

  Scenario: A pending interaction that fails
    Given a provider is started that returns the response from interaction 1, with the following changes:
      | status | body                                  |
      | 410    | JSON: { "name": "Lamp", "price": 41 } |
    And a Pact file for interaction 1 is to be verified, but is marked pending
    When the verification is run
    Then the verification will be successful
    And there will be a pending "Response status did not match" error
    And there will be a pending "Body had differences" error

  Scenario: Comments of an HTTP interaction
    Given a provider is started that returns the response from interaction 1
    And a Pact file for interaction 1 is to be verified with the following comments:
      | comment             | type     |
      | the basket needs it | text     |
      | since last week     | text     |
      | shows a lamp        | testname |
    When the verification is run
    Then the verification will be successful
    And the comment "the basket needs it" will have been printed to the console
    And the comment "since last week" will have been printed to the console
    And the "shows a lamp" will displayed as the original test name

  Scenario: A pending message that fails
    Given a provider is started that can generate the "a lamp" message with "file: chair.json"
    And a Pact file for "a lamp":"file: lamp.json" is to be verified, but is marked pending
    When the verification is run
    Then the verification will be successful
    And there will be a pending "Body had differences" error

  Scenario: Comments of a message
    Given a provider is started that can generate the "a lamp" message with "file: lamp.json"
    And a Pact file for "a lamp":"file: lamp.json" is to be verified with the following comments:
      | comment       | type     |
      | sent at night | text     |
      | takes a lamp  | testname |
    When the verification is run
    Then the comment "sent at night" will have been printed to the console
    And the "takes a lamp" will displayed as the original test name
