Feature: What is not true of a mock server

  Background:
    Given the following HTTP interactions have been defined:
      | No | method | path      | query  | headers     | body             | response | response content | response body   |
      | 1  | GET    | /products | page=2 |             |                  | 200      | application/json | file: lamp.json |
      | 2  | PUT    | /products |        | 'X-User: 7' | file: chair.json | 201      |                  |                 |

  Scenario Outline: After a test that passed: <claim>
    When the mock server is started with interaction 1
    And request 1 is made to the mock server
    And the pact test is done
    Then <claim>

    Examples:
      | claim                                                                                                         |
      | a 201 success response is returned                                                                            |
      | a 500 error response is returned                                                                              |
      | the payload will contain the "chair" JSON document                                                            |
      | the content type will be set as "text/plain"                                                                  |
      | the mock server status will NOT be OK                                                                         |
      | the mock server status will be mismatches                                                                     |
      | the mock server status will be an expected but not received error for interaction {1}                         |
      | the mock server status will be an unexpected "GET" request received error for interaction {1}                 |
      | the mock server status will be an unexpected "GET" request received error for path "/products"                |
      | the mismatches will contain a "body" mismatch with error "Expected"                                           |
      | the mismatches will contain a "body" mismatch with path "$.name" with error "Expected"                        |
      | the mock server will NOT write out a Pact file for the interaction when done                                  |
      | the pact file will contain {2} interactions                                                                   |
      | the {first} interaction request will be for a "PUT"                                                           |
      | the {first} interaction request query parameters will be "page=3"                                             |
      | the {first} interaction response will contain the "chair.json" document                                       |
      | the {first} interaction request will contain the header "X-User" with value "7"                               |
      | the {first} interaction request content type will be "application/json"                                       |
      | the {first} interaction request will contain the "chair.json" document                                        |
      | the {second} interaction request will be for a "PUT"                                                          |

  Scenario Outline: After a test that failed: <claim>
    When the mock server is started with interaction 2
    And request 2 is made to the mock server with the following changes:
      | body                                   |
      | JSON: { "name": "Sofa", "price": 65 } |
    And the pact test is done
    Then <claim>

    Examples:
      | claim                                                                                                                                |
      | a 201 success response is returned                                                                                                   |
      | the mock server status will be OK                                                                                                    |
      | the mock server will write out a Pact file for the interaction when done                                                             |
      | the mock server status will be an unexpected "PUT" request received error for interaction {2}                                        |
      | the mismatches will contain a "header" mismatch with error "Expected 'Sofa' (String)"                                                |
      | the mismatches will contain a "body" mismatch with error "Expected 'Chair' (String)"                                                 |
      | the mismatches will contain a "body" mismatch with path "$.price" with error "Expected 'Sofa' (String)"                              |

  Scenario: Nothing was started
    Then the mock server status will be OK
