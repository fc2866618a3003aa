Feature: Matchers of version 4

  Scenario Outline: A class of statuses (<status>)
    Given an expected response configured with the following:
      | status | matching rules                                                                         |
      | 200    | JSON: { "status": { "matchers": [{ "match": "statusCode", "status": "success" }] } } |
    And a status <status> response is received
    When the response is compared to the expected one
    Then the response comparison should <be> OK

    Examples:
      | status | be     |
      | 200    | be     |
      | 299    | be     |
      | 199    | NOT be |
      | 300    | NOT be |

  Scenario: A status of another class
    Given an expected response configured with the following:
      | status | matching rules                                                                         |
      | 200    | JSON: { "status": { "matchers": [{ "match": "statusCode", "status": "success" }] } } |
    And a status 404 response is received
    When the response is compared to the expected one
    Then the response mismatches will contain a "status" mismatch with error "Expected status code 404 to be a Successful response (200–299)"

  Scenario Outline: Something, whatever it is: <value>
    Given an expected request configured with the following:
      | body            | matching rules                                                                   |
      | file: lamp.json | JSON: { "body": { "$.name": { "matchers": [{ "match": "notEmpty" }] } } } |
    And a request is received with the following:
      | body                                     |
      | JSON: { "name": <value>, "price": 40 } |
    When the request is compared to the expected one
    Then the comparison should NOT be OK
    And the mismatches will contain a mismatch with error "$.name" -> "<error>"

    Examples:
      | value | error                                   |
      | ""    | Expected '' (String) to not be empty    |
      | null  | Expected non-empty value but got a NULL |
      | []    | Expected [] (Array) to not be empty     |
      | {}    | Expected {} (Object) to not be empty    |

  Scenario: No bytes where some are expected
    Given an expected request configured with the following:
      | body           | matching rules                                                              |
      | file: logo.jpg | JSON: { "body": { "$": { "matchers": [{ "match": "notEmpty" }] } } } |
    And a request is received with the following:
      | content type | body  |
      | image/jpeg   | EMPTY |
    When the request is compared to the expected one
    Then the comparison should NOT be OK
    And the mismatches will contain a mismatch with error "$" -> "Expected [] (0 bytes) to not be empty"

  Scenario: A semantic version, and none
    Given an expected request configured with the following:
      | body                                      | matching rules                                                        |
      | JSON: { "shop": "1.0.0", "api": "1.2.3" } | JSON: { "body": { "$.*": { "matchers": [{ "match": "semver" }] } } } |
    And a request is received with the following:
      | body                                         |
      | JSON: { "shop": "2.0.0-beta.1", "api": "2" } |
    When the request is compared to the expected one
    Then the comparison should NOT be OK
    And the mismatches will contain a mismatch with error "$.api" -> "'2' is not a valid semantic version"

  Scenario: Names and values by rules
    Given an expected request configured with the following:
      | body                | matching rules                                                                                                                                                                                                                                     |
      | JSON: { "lamp": 1 } | JSON: { "body": { "$": { "matchers": [{ "match": "eachKey", "rules": [{ "match": "regex", "regex": "[a-z]+" }], "value": "lamp" }, { "match": "eachValue", "rules": [{ "match": "integer" }], "value": 1 }] } } } |
    And a request is received with the following:
      | body                                         |
      | JSON: { "desk": 3, "CHAIR": 4, "sofa": "x" } |
    When the request is compared to the expected one
    Then the comparison should NOT be OK
    And the mismatches will contain a mismatch with error "$.CHAIR" -> "Expected 'CHAIR' to match '[a-z]+'"
    And the mismatches will contain a mismatch with error "$.sofa" -> "Expected 'x' (String) to be an integer"

  Scenario: Items that a list must have somewhere
    Given an expected request configured with the following:
      | body                                                    | matching rules                                                                                                                                                                                                              |
      | JSON: [{ "name": "Lamp", "id": 1 }, { "name": "Desk", "id": 2 }] | JSON: { "body": { "$": { "matchers": [{ "match": "arrayContains", "variants": [{ "index": 0, "rules": { "$.id": { "matchers": [{ "match": "integer" }] } } }, { "index": 1, "rules": { "$.id": { "matchers": [{ "match": "integer" }] } } }] }] } } } |
    And a request is received with the following:
      | body                                                                              |
      | JSON: [{ "name": "Sofa", "id": 7 }, { "name": "Lamp", "id": 8 }] |
    When the request is compared to the expected one
    Then the comparison should NOT be OK
    And the mismatches will contain a mismatch with error "$" -> "Variant at index 1 ({\"id\":2,\"name\":\"Desk\"}) was not found in the actual list"

  Scenario: One rule of two is enough
    Given an expected request configured with the following:
      | body            | matching rules                                                                                                         |
      | file: lamp.json | JSON: { "body": { "$.price": { "combine": "OR", "matchers": [{ "match": "integer" }, { "match": "null" }] } } } |
    And a request is received with the following:
      | body                                    |
      | JSON: { "name": "Lamp", "price": null } |
    When the request is compared to the expected one
    Then the comparison should be OK
