Feature: Generators of version 4

  Scenario Outline: An identifier in the form "<format>"
    Given a request configured with the following generators:
      | body            | generators                                                                  |
      | file: lamp.json | JSON: { "body": { "$.name": { "type": "Uuid", "format": "<format>" } } } |
    When the request is prepared for use
    Then the body value for "$.name" will have been replaced with a "<kind>"

    Examples:
      | format                | kind                       |
      | simple                | simple UUID                |
      | lower-case-hyphenated | lower-case-hyphenated UUID |
      | upper-case-hyphenated | upper-case-hyphenated UUID |
      | URN                   | URN UUID                   |

  Scenario: A value that a state gives
    Given a request configured with the following generators:
      | body            | generators                                                                        |
      | file: lamp.json | JSON: { "body": { "$.price": { "type": "ProviderState", "expression": "${price}" } } } |
    And the generator test mode is set as "Provider"
    When the request is prepared for use with a "providerState" context:
      | { "price": 55 } |
    Then the body value for "$.price" will have been replaced with "55"

  Scenario: The address of the mock server
    Given a request configured with the following generators:
      | body            | generators                                                                                                                                            |
      | file: lamp.json | JSON: { "body": { "$.name": { "type": "MockServerURL", "example": "http://localhost:1/lamps/7", "regex": ".*(\\/lamps\\/7)$" } } } |
    And the generator test mode is set as "Consumer"
    When the request is prepared for use with a "mockServer" context:
      | { "href": "http://shop.test:8080" } |
    Then the body value for "$.name" will have been replaced with "http://shop.test:8080/lamps/7"
