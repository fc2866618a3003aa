Feature: What is not true of comparisons and generated values

  Scenario Outline: Of requests that differ: <claim>
    Given an expected request configured with the following:
      | body            |
      | file: lamp.json |
    And a request is received with the following:
      | body             |
      | file: chair.json |
    When the request is compared to the expected one
    Then <claim>

    Examples:
      | claim                                                                                                                    |
      | the comparison should be OK                                                                                              |
      | the mismatches will contain a mismatch with error "$.name" -> "Expected 'Lamp' (String) to be equal to 'Chair' (String)" |
      | the mismatches will contain a mismatch with error "$.price" -> "Expected 'Chair' (String) to be equal to 'Lamp' (String)" |

  Scenario: Of requests that are the same
    Given an expected request configured with the following:
      | body            |
      | file: lamp.json |
    And a request is received with the following:
      | body            |
      | file: lamp.json |
    When the request is compared to the expected one
    Then the comparison should NOT be OK

  Scenario Outline: Of an answer with a wrong status: <claim>
    Given an expected response configured with the following:
      | status |
      | 200    |
    And a status 404 response is received
    When the response is compared to the expected one
    Then <claim>

    Examples:
      | claim                                                                                                |
      | the response comparison should be OK                                                                 |
      | the response mismatches will contain a "body" mismatch with error "expected 200 but was 404"         |
      | the response mismatches will contain a "status" mismatch with error "expected 404 but was 200"       |

  Scenario: Of an answer with the right status
    Given an expected response configured with the following:
      | status |
      | 200    |
    And a status 200 response is received
    When the response is compared to the expected one
    Then the response comparison should NOT be OK

  Scenario Outline: Of a generated price: <claim>
    Given a request configured with the following generators:
      | body            | generators                                                                                                                             |
      | file: lamp.json | JSON: { "body": { "$.price": { "type": "RandomInt", "min": 100, "max": 999 } }, "path": { "type": "Regex", "regex": "/[a-z]{3}" } } |
    When the request is prepared for use
    Then <claim>

    Examples:
      | claim                                                                              |
      | the body value for "$.name" will have been replaced with a "random string"         |
      | the body value for "$.price" will have been replaced with a "decimal number"       |
      | the body value for "$.price" will have been replaced with a "hexadecimal UUID"     |
      | the body value for "$.price" will have been replaced with a "boolean"              |
      | the body value for "$.price" will have been replaced with "40"                     |
      | the body value for "$.price" will have been replaced with "1"                      |
      | the request "path" will be set as "/"                                              |
      | the request "path" will match "/"                                                  |

  Scenario Outline: Of a generated status: <claim>
    Given a response configured with the following generators:
      | generators                                                             |
      | JSON: { "status": { "type": "RandomInt", "min": 299, "max": 299 } } |
    When the response is prepared for use
    Then <claim>

    Examples:
      | claim                                    |
      | the response "status" will not be "299"  |
      | the response "status" will match "2"     |
