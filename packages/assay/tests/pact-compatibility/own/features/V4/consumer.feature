Feature: What a consumer test can say in version 4

  Scenario: Everything about an HTTP interaction
    Given an HTTP interaction is being defined for a consumer test
    And a key of "lamp-by-id" is specified for the HTTP interaction
    And the HTTP interaction is marked as pending
    And a comment "the basket needs it" is added to the HTTP interaction
    And a comment "since last week" is added to the HTTP interaction
    And a provider state "a lamp is there" is specified
    And a provider state "it has a price" is specified with the following data:
      | price | currency |
      | 40    | "EUR"    |
    When the Pact file for the test is generated
    Then the first interaction in the Pact file will have a type of "Synchronous/HTTP"
    And the first interaction in the Pact file will have "key" = '"lamp-by-id"'
    And the first interaction in the Pact file will have "pending" = 'true'
    And the first interaction in the Pact file will have "comments" = '{"text": ["the basket needs it", "since last week"]}'
    And the interaction in the Pact file will contain 2 provider states
    And the interaction in the Pact file will contain provider state "a lamp is there"
    And the provider state "it has a price" in the Pact file will contain the following parameters:
      | parameters                        |
      | {"price": 40, "currency": "EUR"} |

  Scenario: One integration, as earlier versions call it
    Given an integration is being defined for a consumer test
    When the Pact file for the test is generated
    Then the first interaction in the Pact file will have "pending" = 'false'

  Scenario: Everything about a message
    Given a message interaction is being defined for a consumer test
    And a key of "price-changed" is specified for the message interaction
    And the message interaction is marked as pending
    And a comment "sent at night" is added to the message interaction
    When the Pact file for the test is generated
    Then the first interaction in the Pact file will have a type of "Asynchronous/Messages"
    And the first interaction in the Pact file will have "key" = '"price-changed"'
    And the first interaction in the Pact file will have "pending" = 'true'
    And the first interaction in the Pact file will have "comments" = '{"text": ["sent at night"]}'

  Scenario: Everything about a conversation
    Given a synchronous message interaction is being defined for a consumer test
    And a key of "stock" is specified for the synchronous message interaction
    And the synchronous message interaction is marked as pending
    And a comment "over a socket" is added to the synchronous message interaction
    When the Pact file for the test is generated
    Then the first interaction in the Pact file will have a type of "Synchronous/Messages"
    And the first interaction in the Pact file will have "key" = '"stock"'
    And the first interaction in the Pact file will have "pending" = 'true'
    And the first interaction in the Pact file will have "comments" = '{"text": ["over a socket"]}'

  Scenario: All kinds in one file
    Given an HTTP interaction is being defined for a consumer test
    And a message interaction is being defined for a consumer test
    And a synchronous message interaction is being defined for a consumer test
    When the Pact file for the test is generated
    Then there will be an interaction in the Pact file with a type of "Synchronous/HTTP"
    And there will be an interaction in the Pact file with a type of "Asynchronous/Messages"
    And there will be an interaction in the Pact file with a type of "Synchronous/Messages"
    And the third interaction in the Pact file will have a type of "Synchronous/HTTP"
