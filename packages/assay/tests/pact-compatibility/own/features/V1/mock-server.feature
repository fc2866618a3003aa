Feature: The mock server of a consumer test

  Background:
    Given the following HTTP interactions have been defined:
      | No | method | path      | query    | headers     | body             | response | response content | response body   |
      | 1  | GET    | /products | page=2   |             |                  | 200      | application/json | file: lamp.json |
      | 2  | PUT    | /products |          | 'X-User: 7' | file: chair.json | 201      |                  |                 |
      | 3  | PUT    | /parts    |          |             | file: parts-body.xml | 200  |                  |                 |

  Scenario: A pact is written when every request came
    When the mock server is started with interactions "1, 2"
    And request 1 is made to the mock server
    Then a 200 success response is returned
    And the payload will contain the "lamp" JSON document
    And the content type will be set as "application/json"
    When request 2 is made to the mock server
    Then a 201 success response is returned
    When the pact test is done
    Then the mock server status will be OK
    And the mock server will write out a Pact file for the interactions when done
    And the pact file will contain {2} interactions
    And the {first} interaction request will be for a "GET"
    And the {first} interaction request query parameters will be "page=2"
    And the {first} interaction response will contain the "lamp.json" document
    And the {second} interaction request will contain the header "X-User" with value "7"
    And the {second} interaction request content type will be "application/json"
    And the {second} interaction request will contain the "chair.json" document

  Scenario: A request that never came
    When the mock server is started with interactions "1, 2"
    And request 1 is made to the mock server
    And the pact test is done
    Then the mock server status will NOT be OK
    And the mock server status will be an expected but not received error for interaction {2}
    And the mock server will NOT write out a Pact file for the interactions when done

  Scenario: A request that nobody expects
    When the mock server is started with interaction 1
    And request 2 is made to the mock server
    Then a 500 error response is returned
    And the mock server status will be an unexpected "PUT" request received error for interaction {2}
    When request 1 is made to the mock server with the following changes:
      | path    |
      | /orders |
    Then a 500 error response is returned
    And the mock server status will be an unexpected "GET" request received error for path "/orders?page=2"

  Scenario: Requests that are nearly right
    When the mock server is started with interaction 1 but with the following changes:
      | query  | body            |
      | page=3 | file: lamp.json |
    And request 1 is made to the mock server with the following changes:
      | query  | body                                |
      | page=4 | JSON: { "name": "Desk", "price": 40 } |
    Then a 500 error response is returned
    And the mock server status will be mismatches
    And the mismatches will contain a "query" mismatch with error "Expected query parameter 'page' with value '3' but was '4'"
    And the mismatches will contain a "body" mismatch with path "$.name" with error "Expected 'Desk' (String) to be equal to 'Lamp' (String)"

  Scenario: Headers that come as lines of their own
    When the mock server is started with interaction 2
    And request 2 is made to the mock server with the following changes:
      | raw headers              |
      | 'X-User: 7', 'X-User: 8' |
    Then a 500 error response is returned
    And the mismatches will contain a "header" mismatch with error "Expected '8' to be equal to '' for value at index 1"

  Scenario: A body of several parts
    When the mock server is started with interaction 3
    And request 3 is made to the mock server
    Then a 200 success response is returned
