# O que uma loja ajusta e diz por si, e o que os compradores pressionam.

shop-words-label = Um recado da loja
help-button = Ajuda
help-label = Ajuda
remind-button = Lembrar antes de expirar
remind-at = Você receberá um lembrete em { $at }, por mensagem direta.
remind-nothing = Não há o que lembrar: a licença não expira, ou expira cedo demais.
reminder-title = Sua licença expira em breve
reminder = Você pediu um lembrete. { $key }
send-again-button = Enviar de novo para minha DM
send-one-again-button = Enviar { $sale } de novo para minha DM
sent-again = O que a venda { $sale } trouxe está de novo nas suas mensagens diretas.
sent-again-closed = Suas mensagens diretas estão fechadas para este servidor. Abra-as em *Configurações de privacidade* e tente de novo; até lá, `/mylicenses` mostra tudo.
sent-again-under-way = O que a venda { $sale } trouxe está a caminho; será enviado assim que o Discord aceitar.
bought-from = { $at } em { $shop }

theirs-none = { $buyer } não tem nenhuma licença deste servidor.
theirs-title =
    { $count ->
        [one] { $count } licença
       *[other] { $count } licenças
    }
paused = { $staff } pausou as vendas. Um administrador pode retomá-las em `/settings`.
no-quantity = A quantidade tem que ser um número de 1 a 25.
order-form-label = Atribuir licença
order-product-label = Produto; vazio aceita qualquer um
order-quantity-label = Quantas, de 1 a 25
order-reference-label = Referência: o pagamento ou o ticket
order-note-label = Nota para o registro
first-ends = a primeira expira { $end }
stock-lasts =
    { $days ->
        [one] dura cerca de { $days } dia
       *[other] dura cerca de { $days } dias
    }
event-reminder-asked = o comprador pediu um lembrete

role-refused-title = Um cargo não foi alterado
role-gone = O cargo da licença de { $buyer } foi excluído. Escolha outro em `/settings`.
role-no-member = { $buyer } não é mais membro deste servidor, então o cargo { $role } não foi dado. Dê-o à mão quando a pessoa voltar.
role-not-allowed = O keyclerk não pode alterar o cargo { $role } de { $buyer }. Dê ao keyclerk a permissão *Gerenciar cargos* e coloque o cargo dele acima desse em *Configurações do servidor → Cargos*; depois ajuste o cargo à mão desta vez.
stock-out-title = Esgotado
stock-out = *{ $product }* está esgotado. Reponha no fornecedor.
stock-low-title = Estoque baixo
stock-low = *{ $product }*: restam { $count }. Reponha no fornecedor.
stock-back-title = De volta ao estoque
stock-back = *{ $product }*: { $count } de novo em estoque.

denied-not-administrator = Só administradores do servidor podem fazer isso. Nada foi feito.
settings-title = Configurações deste servidor
settings = Escolha o que quer mudar. O que você define aqui vale mais do que o ambiente do keyclerk.
settings-placeholder = Mudar uma configuração …
administrators-only = só administradores
staff-roles-see = Um cargo sem *Gerenciar servidor* só vê um comando quando ele lhe é permitido: *Configurações do servidor → Integrações → keyclerk*, depois o comando.
by-environment = { $value } (ambiente)
on = ligado
off = desligado
selling-goes-on = vendendo
paused-by = **pausado** por { $staff }
fewer-than = menos de { $count }
days =
    { $count ->
        [one] { $count } dia
       *[other] { $count } dias
    }
minutes =
    { $count ->
        [one] por { $count } minuto
       *[other] por { $count } minutos
    }
language-of-discord = como no Discord
buyers-read = Os compradores leem:
preview-shop = sua loja
may-hold = Pode conter { $names }
unknown-placeholder = { $unknown } não representa nada. Há { $known }.
takes-minutes = Aceita minutos inteiros, 1440 no máximo; 0 para nunca.
takes-days = Aceita dias inteiros, 3650 no máximo; 0 para qualquer um.
takes-levels = Aceita um número, e linhas de `produto = número`.
takes-roles = Aceita linhas de `produto = id do cargo`.
too-long = É longo demais.
setting-refused = *{ $setting }* não foi alterado. { $why }

lacks-title = O keyclerk ainda não pode fazer tudo isso
lack-channel = O keyclerk não vê { $channel }. Se foi excluído, escolha outro; senão, deixe o keyclerk vê-lo nas permissões do canal.
lack-no-messages = { $channel } não aceita mensagens. Escolha um canal de texto.
lack-locked = { $channel } está trancado. Destranque o tópico ou permita *Gerenciar tópicos* ao keyclerk.
lack-in-channel = Em { $channel } falta ao keyclerk *{ $permissions }*. Permita nas permissões do canal.
lack-role = O cargo { $role } foi excluído. Escolha outro.
lack-not-given = { $role } pertence ao Discord ou a um bot e não pode ser dado. Escolha outro cargo.
lack-too-high = { $role } não está abaixo do cargo do keyclerk. Coloque o cargo do keyclerk acima em *Configurações do servidor → Cargos*.
lack-manage-roles = Falta ao keyclerk *Gerenciar cargos*. Permita para o cargo do keyclerk em *Configurações do servidor → Cargos*.
permission-view = Ver canal
permission-send = Enviar mensagens
permission-send-in-threads = Enviar mensagens em tópicos
permission-embed = Inserir links

set-staff-roles-label = Cargos que vendem
set-staff-roles-description = Quem pode vender; administradores sempre podem
set-sales-channel-label = Canal de vendas
set-sales-channel-description = Onde cada venda é publicada, chaves ocultas
set-claims-channel-label = Canal de retiradas
set-claims-channel-description = Para o botão de retirada quando o comprador não vê o canal da venda
set-buyer-role-label = Cargo dos compradores
set-buyer-role-description = Dado com uma licença, retirado com a última
set-product-roles-label = Cargos por produto
set-product-roles-description = Linhas: produto = id do cargo
set-paused-label = Pausar as vendas
set-paused-description = Nada é vendido até você retomar
set-ask-for-product-label = Perguntar o produto
set-ask-for-product-description = Quando nenhum é dito e o estoque tem vários
set-low-stock-label = Estoque baixo
set-low-stock-description = Um número; ou linhas: produto = número
set-lasting-days-label = Dias que uma licença deve durar
set-lasting-days-description = As que expiram antes não são sorteadas, a não ser que você as nomeie
set-dm-text-label = Sua mensagem na DM
set-dm-text-description = Acrescentada à mensagem que traz a chave
set-help-label = Ajuda para compradores
set-help-description = Um link, ou onde perguntar
set-language-label = Idioma
set-language-description = Para canais, e para compradores cujo idioma não se sabe
set-repeats-within-label = Perguntar por repetições
set-repeats-within-description = Minutos em que a mesma venda é perguntada; 0 para nunca

help-title = O que você pode fazer com o keyclerk
help-staff-label = Para a equipe
help-staff =
    `/assignlicense` vende uma ou várias licenças; clique com o botão direito em um membro → *Apps* faz o mesmo com um formulário e mostra o que ele tem.
    `/fetchlicense` pega uma para ver · `/myavailable` mostra o estoque · `/licenseinfo` consulta uma.
    `/sales list`, `show`, `export` e `stats` são o registro; `/sales replace` repõe as com defeito, `/sales refund` anota um reembolso.
    `/resend` envia uma chave de novo.
help-administrator-label = Para administradores
help-administrator = `/settings` configura a loja deste servidor e diz o que falta ao keyclerk.
help-buyer-label = Suas licenças
help-buyer = `/mylicenses` mostra as suas com as chaves, só para você; o botão as envia de novo por mensagem direta. A retirada e o lembrete ficam sob as mensagens que as trouxeram.
lacks-unknown = O Discord não diz agora o que o keyclerk pode fazer aqui. Execute `/settings` de novo daqui a pouco.
panel-outdated = Este painel é de uma versão anterior do keyclerk. Execute `/settings` de novo; nada foi alterado.
