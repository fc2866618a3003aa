Feature: Requests that are compared, and values that are made

  Scenario: A header in another case
    Given an expected request with an "accept" header of "application/json"
    And a request is received with an "accept" header of "application/json;q=0.5"
    When the request is compared to the expected one
    Then the comparison should be OK

  Scenario: Several requests by one rule
    Given an expected request configured with the following:
      | body            | matching rules |
      | file: lamp.json | any-price.json |
    And the following requests are received:
      | body                                    | desc    |
      | JSON: { "name": "Lamp", "price": 1 }    | fits    |
      | JSON: { "name": "Lamp", "price": 1.5 }  | decimal |
    When the requests are compared to the expected one
    Then the comparison should NOT be OK
    And the mismatches will contain a mismatch with error "$.price" -> "Expected 1.5 (Decimal) to be an integer"

  Scenario: Bytes of a type
    Given an expected request configured with the following:
      | content type             | body           | matching rules                                                                                   |
      | application/octet-stream | file: logo.jpg | JSON: { "body": { "$": { "matchers": [{ "match": "contentType", "value": "image/jpeg" }] } } } |
    And a request is received with the following:
      | content type             | body            |
      | application/octet-stream | file: lamp.json |
    When the request is compared to the expected one
    Then the comparison should NOT be OK

  Scenario: A path that a state gives
    Given a request configured with the following generators:
      | body            | generators                                                                                                                                                  |
      | file: lamp.json | JSON: { "path": { "type": "ProviderState", "expression": "/lamps/${id}" }, "query": { "page": { "type": "RandomInt", "min": 1, "max": 9 } } } |
    And the generator test mode is set as "Provider"
    When the request is prepared for use with a "providerState" context:
      | { "id": 7 } |
    Then the request "path" will be set as "/lamps/7"
    And the request "queryParameter[page]" will match "[1-9]"

  Scenario: An answer with a new status
    Given a response configured with the following generators:
      | generators                                                                                                            |
      | JSON: { "status": { "type": "RandomInt", "min": 201, "max": 299 }, "header": { "X-Id": { "type": "Uuid" } } } |
    When the response is prepared for use
    Then the response "status" will not be "200"
    And the response "status" will match "2\d\d"
    And the response "header[X-Id]" will match "[0-9a-f-]{36}"
